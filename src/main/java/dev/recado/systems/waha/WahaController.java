package dev.recado.systems.waha;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.channel.Channel;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sessions of WAHA, under the paths of the system that the hub replaces. */
@RestController
@RequestMapping("/api/waha")
@ConditionalOnRole(Role.WEB)
@Tag(name = "waha")
class WahaController {

  private final WahaControl control;
  private final WahaSessions sessions;

  WahaController(WahaControl control, WahaSessions sessions) {
    this.control = control;
    this.sessions = sessions;
  }

  /**
   * A session.
   *
   * @param success always true: a failed call is a problem
   * @param channel the id of its channel
   * @param session its name at WAHA
   * @param status WAHA's word, or AWAY, NOT_FOUND or UNKNOWN
   * @param number its phone in digits, or null
   * @param since since when it has this status
   * @param trouble what is wrong and what to do; null if messages go out
   * @param lookedAt when the hub last asked WAHA
   * @param lastWebhookAt when the last webhook of a message came: a session may work and be silent
   * @param missingSince from when on messages may be missing, until the history has been read
   */
  record SessionView(
      boolean success,
      String channel,
      String session,
      String status,
      @Nullable String number,
      @Nullable Instant since,
      @Nullable String trouble,
      @Nullable Instant lookedAt,
      @Nullable Instant lastWebhookAt,
      @Nullable Instant missingSince) {}

  @GetMapping("/status")
  @Operation(
      summary = "Asks WAHA for the state of a session",
      description = "Without 'channel' it is the preferred channel, or the only one of WAHA.")
  SessionView status(@RequestParam(required = false) @Nullable String channel) {
    Channel meant = control.channel(channel);
    control.look(meant);
    return view(meant);
  }

  @PostMapping("/start")
  @Operation(summary = "Starts a session; one that WAHA does not know is made")
  SessionView start(@RequestParam(required = false) @Nullable String channel) {
    Channel meant = control.channel(channel);
    control.start(meant);
    return view(meant);
  }

  @PostMapping("/stop")
  @Operation(summary = "Stops a session; its pairing stays, and its messages wait")
  SessionView stop(@RequestParam(required = false) @Nullable String channel) {
    Channel meant = control.channel(channel);
    control.stop(meant);
    return view(meant);
  }

  @PostMapping("/restart")
  @Operation(summary = "Stops and starts a session")
  SessionView restart(@RequestParam(required = false) @Nullable String channel) {
    Channel meant = control.channel(channel);
    control.restart(meant);
    return view(meant);
  }

  /** A QR code for programs that show it by themselves. */
  record QrCode(boolean success, String channel, String session, String mimetype, String data) {}

  @GetMapping("/qr")
  @Operation(
      summary = "Gives the QR code that pairs the phone",
      description = "A PNG; with format=json the same in base64. 409 if there is none now.")
  @ApiResponse(responseCode = "200", content = @Content(mediaType = "image/png"))
  ResponseEntity<?> qrCode(
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(defaultValue = "image") String format) {
    if (!format.equals("image") && !format.equals("json")) {
      throw Refusal.badRequest("O parâmetro 'format' é 'image' ou 'json'.");
    }
    Channel meant = control.channel(channel);
    byte[] image = control.qrCode(meant);
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
    return format.equals("image")
        ? answer.contentType(MediaType.IMAGE_PNG).body(image)
        : answer
            .contentType(MediaType.APPLICATION_JSON)
            .body(
                new QrCode(
                    true,
                    meant.id(),
                    meant.setting(WahaProvider.SESSION),
                    MediaType.IMAGE_PNG_VALUE,
                    Base64.getEncoder().encodeToString(image)));
  }

  private SessionView view(Channel channel) {
    sessions.refresh();
    SessionRow known = sessions.of(channel);
    String session = channel.setting(WahaProvider.SESSION);
    SessionRow row = known == null ? SessionRow.unknown(channel.id(), session) : known;
    String number = row.number();
    return new SessionView(
        true,
        channel.id(),
        session,
        row.status(),
        number == null ? channel.number() : number,
        row.status().equals(SessionRow.UNKNOWN) ? null : row.since(),
        SessionWords.wrong(row.status(), session, channel.id()),
        row.lookedAt(),
        row.heardAt(),
        row.gapFrom());
  }
}

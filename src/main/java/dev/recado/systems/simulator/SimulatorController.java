package dev.recado.systems.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.ground.phone.Phones;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * WAHA's API as far as the hub calls it, with the answers of the engine NOWEB
 * (docs/contracts.md#waha-sending).
 */
@RestController
@RequestMapping("/simulator/api")
@Conditional(OnSimulator.class)
class SimulatorController {

  /** The key that the hub shows to a simulated WAHA, and the token for Meta. */
  static final String KEY = "simulator";

  private final SimulatedPhones phones;
  private final Accounts accounts;
  private final SimulatedWhatsApp whatsApp;
  private final Clock clock;

  SimulatorController(
      SimulatedPhones phones, Accounts accounts, SimulatedWhatsApp whatsApp, Clock clock) {
    this.phones = phones;
    this.accounts = accounts;
    this.whatsApp = whatsApp;
    this.clock = clock;
  }

  @GetMapping("/sessions/{session}")
  Map<String, Object> session(@PathVariable String session) {
    return Map.of("name", session, "status", "WORKING", "engine", Map.of("engine", "NOWEB"));
  }

  @GetMapping("/sessions")
  List<Map<String, Object>> sessions() {
    return accounts.all().stream()
        .filter(account -> !account.meta())
        .map(account -> session(account.name()))
        .toList();
  }

  @PostMapping("/sessions/{session}/start")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> start(@PathVariable String session) {
    return session(session);
  }

  @GetMapping("/contacts/check-exists")
  Map<String, Object> exists(@RequestParam String phone) {
    return Phones.address(phone)
        .digits()
        .<Map<String, Object>>map(
            digits -> Map.of("numberExists", true, "chatId", digits + "@c.us"))
        .orElse(Map.of("numberExists", false));
  }

  @GetMapping("/{session}/new-message-id")
  Map<String, String> newMessageId(@PathVariable String session) {
    return Map.of("id", MessageIds.next());
  }

  /**
   * A tree and not a map: the hub's JSON drops the null entries of a map, and WAHA says "unknown"
   * by null.
   */
  @GetMapping("/{session}/lids/{lid}")
  ObjectNode phoneOf(@PathVariable String session, @PathVariable String lid) {
    String chatId = lid.replaceFirst("@lid$", "") + "@lid";
    String phone = phones.phoneOf(chatId).map(digits -> digits + "@c.us").orElse(null);
    return JsonNodeFactory.instance.objectNode().put("lid", chatId).put("pn", phone);
  }

  /** The fields of a send. {@code file} is for sendImage and sendFile, with {@code caption}. */
  record Send(
      @Nullable String session,
      @Nullable String chatId,
      @Nullable String text,
      @Nullable String id,
      @JsonProperty("reply_to") @Nullable String replyTo,
      @Nullable File file,
      @Nullable String caption) {}

  /** A file by its address, or with its bytes in base 64. */
  record File(
      @Nullable String mimetype,
      @Nullable String url,
      @Nullable String filename,
      @Nullable String data) {}

  @PostMapping("/sendText")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> sendText(@RequestBody Send request) {
    return sent(request, "text", given(request.text(), "text"), Extras.NONE);
  }

  @PostMapping("/sendImage")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> sendImage(@RequestBody Send request) {
    return sendFile(request, "image");
  }

  @PostMapping("/sendFile")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> sendFile(@RequestBody Send request) {
    return sendFile(request, "document");
  }

  private Map<String, Object> sendFile(Send request, String kind) {
    File file = request.file();
    if (file == null || file.url() == null && file.data() == null) {
      throw badRequest("The field 'file' must have a 'url' or 'data'.");
    }
    Extras.Media media =
        new Extras.Media(
            null, file.filename(), given(file.mimetype(), "file.mimetype"), file.url());
    String caption = request.caption() == null ? "" : given(request.caption(), "caption");
    return sent(request, kind, caption, Extras.file(media));
  }

  /** The answer is that of the engine NOWEB. */
  private Map<String, Object> sent(Send request, String kind, String text, Extras extras) {
    String id = request.id() == null ? MessageIds.next() : given(request.id(), "id");
    String chatId = given(request.chatId(), "chatId").replace("@s.whatsapp.net", "@c.us");
    Account account = accounts.of(Account.WAHA, given(request.session(), "session"));
    whatsApp.deliver(
        account,
        new SimulatedPhones.Message(
            id,
            phone(chatId),
            chatId,
            account.provider(),
            account.name(),
            true,
            kind,
            text,
            extras.replyingTo(quoted(request.replyTo())),
            Ack.DEVICE.number(),
            clock.instant()));
    return Map.of(
        "key",
        Map.of("remoteJid", chatId.replace("@c.us", "@s.whatsapp.net"), "fromMe", true, "id", id),
        "messageTimestamp",
        Long.toString(clock.instant().getEpochSecond()),
        "status",
        "PENDING");
  }

  /** The message's own part of {@code false_<chat>_<id>}. */
  private static @Nullable String quoted(@Nullable String replyTo) {
    return replyTo == null ? null : given(replyTo, "reply_to").replaceFirst("^.*?_.*?_", "");
  }

  @PostMapping("/sendSeen")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> sendSeen() {
    return Map.of();
  }

  @PostMapping({"/startTyping", "/stopTyping"})
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> typing() {
    return Map.of("result", true);
  }

  /** A file that a customer has sent. WAHA wants its key for it, too. */
  @GetMapping("/files/{session}/{name}")
  ResponseEntity<?> file(
      @PathVariable String name,
      @RequestHeader(name = "X-Api-Key", required = false) @Nullable String header,
      @RequestParam(name = "x-api-key", required = false) @Nullable String parameter) {
    if (!KEY.equals(header) && !KEY.equals(parameter)) {
      return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
          .body(Map.of("message", "Unauthorized", "statusCode", 401));
    }
    SampleFile file =
        SampleFile.kept(name)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such file."));
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, file.type().mimetype())
        .body(file.bytes());
  }

  private static String given(@Nullable String value, String field) {
    if (value == null || value.indexOf('\0') >= 0) {
      throw badRequest("The field '" + field + "' is missing or holds a NUL character.");
    }
    return value;
  }

  private static ResponseStatusException badRequest(String detail) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
  }

  private String phone(String chatId) {
    String digits = chatId.replaceFirst("@.*", "");
    return chatId.endsWith("@lid") ? phones.phoneOf(chatId).orElse(digits) : digits;
  }
}

package dev.recado.systems.kommo;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Connects an account of Kommo, and shows that the connection works. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "kommo")
class KommoController {

  private static final String MISSING =
      "O Kommo não está configurado: defina KOMMO_URL e KOMMO_ACCESS_TOKEN, ou KOMMO_CLIENT_ID,"
          + " KOMMO_CLIENT_SECRET e KOMMO_REDIRECT_URI, e reinicie o Recado.";

  private static final MediaType PLAIN = new MediaType("text", "plain", StandardCharsets.UTF_8);

  private final Kommo kommo;
  private final KommoOauth oauth;
  private final KommoConnection connection;
  private final Clock clock;

  KommoController(Kommo kommo, KommoOauth oauth, KommoConnection connection, Clock clock) {
    this.kommo = kommo;
    this.oauth = oauth;
    this.connection = connection;
    this.clock = clock;
  }

  /** The address that an administrator opens in the browser. */
  record Consent(URI url) {}

  @GetMapping("/api/kommo/authorize")
  @Operation(summary = "Gives the address where an administrator of Kommo connects the account")
  Consent authorize() {
    return new Consent(asked(oauth::consent, HttpStatus.SERVICE_UNAVAILABLE));
  }

  @GetMapping("/oauth/kommo")
  @SecurityRequirements
  @Operation(
      summary =
          "Receives the administrator's browser back from Kommo, with the code of the authorization")
  ResponseEntity<String> connect(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String referer,
      @RequestParam(required = false) @Nullable String error) {
    if (error != null) {
      throw Refusal.badRequest(
          "A autorização foi recusada no Kommo: comece de novo e toque em Permitir.");
    }
    String account =
        asked(
            () ->
                oauth.connect(
                    given("code", code), given("state", state), given("referer", referer)),
            HttpStatus.BAD_REQUEST);
    return ResponseEntity.ok()
        .contentType(PLAIN)
        .body("Conta " + account + " conectada ao Recado. Esta janela pode ser fechada.");
  }

  private static String given(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Refusal.badRequest("Falta o parâmetro '" + name + "', que o Kommo envia.");
    }
    return value;
  }

  /** The answer of the account, and how long it took. */
  record Connectivity(
      String status,
      String url,
      int users,
      long latency_ms,
      String breaker,
      @Nullable Instant token_expires_at) {}

  @GetMapping("/test-kommo-connectivity")
  @Operation(summary = "Asks Kommo for its users, now")
  Connectivity connectivity() {
    configured();
    return asked(
        () -> {
          Instant begin = clock.instant();
          int users = kommo.askUsers().size();
          long took = Duration.between(begin, clock.instant()).toMillis();
          Instant expires = connection.tokenExpiresAt().orElse(null);
          return new Connectivity("ok", connection.url(), users, took, kommo.breaker(), expires);
        },
        HttpStatus.BAD_GATEWAY);
  }

  /** The note that was written. */
  record TestNote(String status, String lead_id, String note_id) {}

  @PostMapping("/create-test-note/{lead_id}")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Writes a note on a lead of Kommo, now")
  TestNote note(@PathVariable("lead_id") String lead) {
    configured();
    return asked(
        () -> {
          kommo.forget("lead", known(lead).id());
          String text = "Nota de teste do Recado, escrita em " + clock.instant();
          return new TestNote("ok", lead, kommo.note("leads", lead, text));
        },
        HttpStatus.BAD_GATEWAY);
  }

  /** A lead with its main contact, as Kommo has them now. */
  record Lead(
      String id,
      String name,
      boolean open,
      @Nullable String status_id,
      @Nullable String pipeline_id,
      @Nullable String responsible_user_id,
      BigDecimal price,
      List<String> contacts,
      @Nullable Contact contact) {}

  /** A contact. */
  record Contact(
      String id, String name, @Nullable String phone, @Nullable String email, List<String> leads) {}

  @GetMapping("/test-kommo-lead/{id}")
  @Operation(summary = "Reads a lead of Kommo with its main contact, now")
  Lead lead(@PathVariable String id) {
    configured();
    return asked(
        () -> {
          kommo.forget("lead", id);
          KommoLead lead = known(id);
          Optional<String> main = lead.contacts().stream().findFirst();
          main.ifPresent(contact -> kommo.forget("contact", contact));
          return shown(lead, main.flatMap(kommo::contact));
        },
        HttpStatus.BAD_GATEWAY);
  }

  private static Lead shown(KommoLead lead, Optional<KommoContact> contact) {
    return new Lead(
        lead.id(),
        lead.name(),
        lead.open(),
        lead.status(),
        lead.pipeline(),
        lead.responsible(),
        lead.price(),
        lead.contacts(),
        contact
            .map(c -> new Contact(c.id(), c.name(), c.phone(), c.email(), c.leads()))
            .orElse(null));
  }

  private KommoLead known(String lead) {
    if (!lead.matches("[1-9]\\d{0,17}")) {
      throw Refusal.badRequest(
          "'" + lead + "' não é o id de um lead: use o número que o Kommo dá.");
    }
    return kommo
        .lead(lead)
        .orElseThrow(
            () ->
                Refusal.of(
                    HttpStatus.NOT_FOUND, "O Kommo não tem o lead " + lead + ": confira o id."));
  }

  private void configured() {
    if (!kommo.configured()) {
      throw Refusal.unavailable(MISSING);
    }
  }

  /**
   * Reports Kommo's refusal with the given status; a Kommo that is away is not the hub's error
   * either.
   */
  private static <T extends Object> T asked(Supplier<T> question, HttpStatus refused) {
    try {
      return question.get();
    } catch (TryLaterException e) {
      throw Refusal.unavailable(e.getMessage() + ".");
    } catch (UnprocessableException e) {
      throw Refusal.of(refused, e.getMessage() + ".");
    }
  }
}

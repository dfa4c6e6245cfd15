package dev.recado.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.phone.Phones;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** WAHA's calls as the hub makes them, answered like the NOWEB engine (contracts/01-waha.md). */
@RestController
@RequestMapping("/simulator")
@Conditional(OnSimulator.class)
class SimulatorController {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SimulatedPhones phones;
  private final Clock clock;

  SimulatorController(SimulatedPhones phones, Clock clock) {
    this.phones = phones;
    this.clock = clock;
  }

  @GetMapping("/api/sessions/{session}")
  Map<String, Object> session(@PathVariable String session) {
    return Map.of("name", session, "status", "WORKING", "engine", Map.of("engine", "NOWEB"));
  }

  @PostMapping("/api/sessions/{session}/start")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> start(@PathVariable String session) {
    return session(session);
  }

  @GetMapping("/api/contacts/check-exists")
  Map<String, Object> exists(@RequestParam String phone) {
    return Phones.digits(phone)
        .<Map<String, Object>>map(
            digits -> Map.of("numberExists", true, "chatId", digits + "@c.us"))
        .orElse(Map.of("numberExists", false));
  }

  @GetMapping("/api/{session}/new-message-id")
  Map<String, String> newMessageId(@PathVariable String session) {
    return Map.of("id", randomId());
  }

  private static String randomId() {
    byte[] bytes = new byte[9];
    RANDOM.nextBytes(bytes);
    return "3EB0" + HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
  }

  /** What sendText takes of a request. */
  record SendText(String session, String chatId, String text, @Nullable String id) {}

  @PostMapping("/api/sendText")
  ResponseEntity<Map<String, Object>> sendText(@RequestBody SendText request) {
    String id = request.id() == null ? randomId() : request.id();
    String phone = request.chatId().replaceFirst("@.*", "");
    phones.show(phone, id, true, request.text());
    Map<String, Object> key =
        Map.of("remoteJid", phone + "@s.whatsapp.net", "fromMe", true, "id", id);
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(
            Map.of(
                "key",
                key,
                "messageTimestamp",
                Long.toString(clock.instant().getEpochSecond()),
                "status",
                "PENDING"));
  }

  /** One line of a chat as the API shows it. */
  record Line(String id, @JsonProperty("fromMe") boolean fromMe, String text, String at) {}

  @GetMapping("/phones/{phone}/messages")
  List<Line> chat(@PathVariable String phone) {
    return phones.chat(Phones.digits(phone).orElse(phone)).stream()
        .map(m -> new Line(m.id(), m.fromBusiness(), m.text(), m.at().toString()))
        .toList();
  }
}

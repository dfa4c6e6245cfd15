package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.ground.phone.Phones;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

  private final SimulatedPhones phones;
  private final SimulatedWhatsApp whatsApp;
  private final Clock clock;

  SimulatorController(SimulatedPhones phones, SimulatedWhatsApp whatsApp, Clock clock) {
    this.phones = phones;
    this.whatsApp = whatsApp;
    this.clock = clock;
  }

  @GetMapping("/sessions/{session}")
  Map<String, Object> session(@PathVariable String session) {
    return Map.of("name", session, "status", "WORKING", "engine", Map.of("engine", "NOWEB"));
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

  /** The fields of sendText. */
  record SendText(
      @Nullable String session,
      @Nullable String chatId,
      @Nullable String text,
      @Nullable String id) {}

  @PostMapping("/sendText")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> sendText(@RequestBody SendText request) {
    String id = request.id() == null ? MessageIds.next() : given(request.id(), "id");
    String chatId = given(request.chatId(), "chatId").replace("@s.whatsapp.net", "@c.us");
    String session = given(request.session(), "session");
    whatsApp.deliver(session, phone(chatId), chatId, id, given(request.text(), "text"));
    String jid = chatId.replace("@c.us", "@s.whatsapp.net");
    return Map.of(
        "key",
        Map.of("remoteJid", jid, "fromMe", true, "id", id),
        "messageTimestamp",
        Long.toString(clock.instant().getEpochSecond()),
        "status",
        "PENDING");
  }

  private static String given(@Nullable String value, String field) {
    if (value == null || value.indexOf('\0') >= 0) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "The field '" + field + "' is missing or holds a NUL character.");
    }
    return value;
  }

  private String phone(String chatId) {
    String digits = chatId.replaceFirst("@.*", "");
    return chatId.endsWith("@lid") ? phones.phoneOf(chatId).orElse(digits) : digits;
  }
}

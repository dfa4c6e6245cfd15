package dev.recado.systems.simulator;

import dev.recado.ground.phone.Phones;
import dev.recado.ground.web.Refusal;
import dev.recado.systems.simulator.SimulatedPhones.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The simulated phones: what customers read and write. */
@RestController
@RequestMapping("/simulator/phones")
@Conditional(OnSimulator.class)
class PhoneController {

  private static final int MOST_PHONES = 200;

  private final SimulatedPhones phones;
  private final SimulatedWhatsApp whatsApp;
  private final Accounts accounts;
  private final Drafts drafts;

  PhoneController(
      SimulatedPhones phones, SimulatedWhatsApp whatsApp, Accounts accounts, Drafts drafts) {
    this.phones = phones;
    this.whatsApp = whatsApp;
    this.accounts = accounts;
    this.drafts = drafts;
  }

  /**
   * The result of a written message.
   *
   * @param id WhatsApp's id of it
   * @param channel the hub's channel that it went to
   * @param event the id of the hub's event; null if the hub did not accept it at once
   */
  record Written(String id, String channel, @Nullable String event) {}

  /** Holds no thread while it waits, because a thread of the same server must answer. */
  @PostMapping("/{phone}/messages")
  @ResponseStatus(HttpStatus.ACCEPTED)
  CompletableFuture<Written> write(@PathVariable String phone, @RequestBody Draft draft) {
    String digits =
        Phones.address(phone)
            .digits()
            .orElseThrow(() -> Refusal.badRequest("The parameter 'phone' is not a phone number."));
    Account account = drafts.account(digits, draft);
    Incoming message = drafts.message(digits, account, draft);
    try {
      return (draft.fromUs()
              ? whatsApp.writeOurselves(account, digits, message)
              : whatsApp.write(account, digits, message))
          .thenApply(answer -> new Written(message.id(), account.channel(), answer.event()));
    } catch (RejectedExecutionException e) {
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE, "Too many messages are under way.", e);
    }
  }

  /** Shows the chat as it was before this call; the call marks everything in it as read. */
  @GetMapping("/{phone}/messages")
  List<PhoneLine> chat(@PathVariable String phone) {
    String digits = Phones.address(phone).digits().orElse(phone);
    List<PhoneLine> lines = phones.chat(digits).stream().map(this::line).toList();
    whatsApp.read(digits);
    return lines;
  }

  private PhoneLine line(Message message) {
    return PhoneLine.of(message, account(message));
  }

  private Account account(Message message) {
    return accounts.of(message.provider(), message.account());
  }

  /**
   * One phone.
   *
   * @param phone its digits
   * @param channels the hub's channels that it has chats with
   * @param last the last line of its chats
   */
  record Phone(String phone, List<String> channels, PhoneLine last) {}

  /** Lists the phones, the one with the latest message first. */
  @GetMapping
  List<Phone> all() {
    return phones.lastOfEach(MOST_PHONES).stream()
        .map(last -> new Phone(last.phone(), channels(last.phone()), line(last)))
        .toList();
  }

  private List<String> channels(String phone) {
    return phones.accounts(phone).stream()
        .map(message -> account(message).channel())
        .distinct()
        .toList();
  }
}

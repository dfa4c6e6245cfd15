package dev.recado.sales.handover;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Page;
import dev.recado.sales.handover.HandOvers.By;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Opt-outs of contacts, and conversations that a person has taken over. */
@RestController
@RequestMapping("/api/contacts/{phone}")
@ConditionalOnRole(Role.WEB)
@Tag(name = "contacts")
class ContactController {

  private static final Contacts.Consent BY_API = new Contacts.Consent("api", null, null);

  private static final String API = "api";

  private final Contacts contacts;
  private final HandOvers handOvers;
  private final Customers customers;

  ContactController(Contacts contacts, HandOvers handOvers, Customers customers) {
    this.contacts = contacts;
    this.handOvers = handOvers;
    this.customers = customers;
  }

  /** Whether a contact has opted out, since when and why. */
  record OptOut(boolean optedOut, @Nullable Instant since, @Nullable String reason) {}

  /** The body for an opt-out. */
  record Why(@Nullable String reason) {}

  @GetMapping("/opt-out")
  @Operation(summary = "Tells whether the hub may write to this person at all")
  OptOut optOut(@PathVariable String phone) {
    Contacts.Standing standing = contacts.of(digits(phone));
    return new OptOut(
        standing.optedOutAt() != null, standing.optedOutAt(), standing.optOutReason());
  }

  @PutMapping("/opt-out")
  @Operation(summary = "Sends this person nothing from now on")
  OptOut setOptOut(@PathVariable String phone, @RequestBody(required = false) @Nullable Why why) {
    contacts.optOut(digits(phone), why == null ? null : why.reason(), BY_API);
    return optOut(phone);
  }

  @DeleteMapping("/opt-out")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Lets this person be written to again")
  void endOptOut(@PathVariable String phone) {
    contacts.optIn(digits(phone), BY_API);
  }

  /**
   * Whether a person answers instead of the hub, since when, which person, and until when at most.
   */
  record HandOver(
      boolean handedOver,
      @Nullable Instant since,
      @Nullable String to,
      @Nullable Instant returnsAt) {}

  /** The body for a hand-over. */
  record Whom(@Nullable String to, @Nullable String why) {}

  @GetMapping("/hand-over")
  @Operation(summary = "Tells whether a person has taken the conversation over")
  HandOver handOver(@PathVariable String phone) {
    HandOvers.State state = handOvers.of(digits(phone));
    return new HandOver(!state.bot(), state.since(), state.who(), state.returnsAt());
  }

  @PutMapping("/hand-over")
  @Operation(summary = "Silences the hub's answers to this person")
  HandOver setHandOver(
      @PathVariable String phone,
      @RequestBody(required = false) @Nullable Whom whom,
      @Nullable Principal caller) {
    String to = whom == null ? null : whom.to();
    String why = whom == null ? null : whom.why();
    handOvers.take(digits(phone), new By(to == null ? name(caller) : to, API, why, null));
    return handOver(phone);
  }

  @DeleteMapping("/hand-over")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Gives the conversation back to the hub")
  void endHandOver(@PathVariable String phone, @Nullable Principal caller) {
    handOvers.giveBack(digits(phone), new By(name(caller), API, null, null));
  }

  @GetMapping("/hand-over/changes")
  @Operation(summary = "Lists take-overs and returns of the conversation, the last first")
  List<HandOvers.Change> changes(
      @PathVariable String phone, @RequestParam(defaultValue = "50") int limit) {
    return handOvers.changes(Optional.of(Contacts.conversation(digits(phone))), Page.limit(limit));
  }

  private static String name(@Nullable Principal caller) {
    return caller == null ? API : caller.getName();
  }

  /** Accepts a phone, or any id of a conversation. */
  private String digits(String phone) {
    return customers.phone(phone, "'phone'");
  }
}

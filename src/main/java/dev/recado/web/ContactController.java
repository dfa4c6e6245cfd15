package dev.recado.web;

import dev.recado.outbox.Contacts;
import dev.recado.phone.Phones;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who may not be written to, and whom a person answers instead of the hub. */
@RestController
@RequestMapping("/api/contacts/{phone}")
@ConditionalOnRole(Role.WEB)
@Tag(name = "contacts")
class ContactController {

  private static final Contacts.Consent BY_API = new Contacts.Consent("api", null, null);

  private final Contacts contacts;

  ContactController(Contacts contacts) {
    this.contacts = contacts;
  }

  /** Whether somebody has opted out, since when and why. */
  record OptOut(boolean optedOut, @Nullable Instant since, @Nullable String reason) {}

  /** What setting an opt-out takes. */
  record Why(@Nullable String reason) {}

  @GetMapping("/opt-out")
  @Operation(summary = "Tells whether this person may be written to at all")
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

  /** Whether a person answers instead of the hub, since when and who. */
  record HandOver(boolean handedOver, @Nullable Instant since, @Nullable String to) {}

  /** What a hand-over takes. */
  record Whom(@Nullable String to) {}

  @GetMapping("/hand-over")
  @Operation(summary = "Tells whether a person has taken the conversation over")
  HandOver handOver(@PathVariable String phone) {
    Contacts.Standing standing = contacts.of(digits(phone));
    return new HandOver(
        standing.handedOverAt() != null, standing.handedOverAt(), standing.handedOverTo());
  }

  @PutMapping("/hand-over")
  @Operation(summary = "Silences the hub's answers to this person")
  HandOver setHandOver(
      @PathVariable String phone, @RequestBody(required = false) @Nullable Whom whom) {
    contacts.handOver(digits(phone), whom == null ? null : whom.to());
    return handOver(phone);
  }

  @DeleteMapping("/hand-over")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Gives the conversation back to the hub")
  void endHandOver(@PathVariable String phone) {
    contacts.handBack(digits(phone));
  }

  private static String digits(String phone) {
    return Phones.digits(phone)
        .orElseThrow(() -> Refusal.badRequest("The parameter 'phone' is no phone number."));
  }
}

package dev.recado.sales.agenda;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.ingress.StableId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Sellers' calendars, for the programs that subscribe to them. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "agenda")
class CalendarController {

  private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");
  private static final Supplier<Refusal> NO_SELLER = () -> Refusal.notFound("seller");

  private final SellerCalendars calendars;

  CalendarController(SellerCalendars calendars) {
    this.calendars = calendars;
  }

  /** The address of a calendar. Anybody with the address can read the calendar. */
  record Address(String url) {}

  @GetMapping("/api/sellers/{id}/calendar")
  @Operation(summary = "Tells the address of a seller's calendar (iCalendar)")
  Address address(@PathVariable long id) {
    return address(calendars.path(id).orElseThrow(NO_SELLER));
  }

  @DeleteMapping("/api/sellers/{id}/calendar")
  @Operation(summary = "Makes the address of a seller's calendar invalid, and tells a new one")
  Address renew(@PathVariable long id) {
    return address(calendars.renew(id).orElseThrow(NO_SELLER));
  }

  private static Address address(String path) {
    return new Address(
        ServletUriComponentsBuilder.fromCurrentContextPath().path(path).toUriString());
  }

  @GetMapping("/calendar/{token}.ics")
  @SecurityRequirements
  @Operation(
      summary = "A seller's calendar, without a token of the API",
      description =
          "With an ETag: who sends it back as If-None-Match hears 304 while nothing changed.")
  ResponseEntity<String> calendar(@PathVariable String token) {
    return calendars
        .read(token)
        .map(CalendarController::answer)
        .orElseThrow(() -> Refusal.notFound("calendar"));
  }

  /**
   * The caller may keep the text but must revalidate it: only the address protects the calendar.
   */
  private static ResponseEntity<String> answer(String text) {
    return ResponseEntity.ok()
        .contentType(CALENDAR)
        .cacheControl(CacheControl.noCache().cachePrivate())
        .eTag(StableId.hash(text.getBytes(StandardCharsets.UTF_8)))
        .body(text);
  }
}

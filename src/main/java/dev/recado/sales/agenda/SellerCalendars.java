package dev.recado.sales.agenda;

import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.TimeZone;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.jspecify.annotations.Nullable;

/** Each seller's appointments as a calendar that phones and mail programs subscribe to. */
public final class SellerCalendars {

  /** Older appointments no longer concern anybody. */
  private static final Duration BACK = Duration.ofDays(90);

  private static final Duration AHEAD = Duration.ofDays(730);

  /** How often a program should read the calendar again, by RFC 7986 and in Outlook's form. */
  private static final String REFRESH = "PT15M";

  private final CalendarTokens tokens;
  private final AppointmentTable table;
  private final Sellers sellers;
  private final Clock clock;
  private final ZoneId zone;

  SellerCalendars(
      CalendarTokens tokens, AppointmentTable table, Sellers sellers, Clock clock, ZoneId zone) {
    this.tokens = tokens;
    this.table = table;
    this.sellers = sellers;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Gives the path of a seller's calendar. Anybody with the path can read the calendar.
   *
   * @param seller the seller's id
   * @return empty if there is no such seller
   */
  public Optional<String> path(long seller) {
    return sellers.byId(seller).map(one -> "/calendar/" + tokens.of(one.id()) + ".ics");
  }

  /**
   * Makes all earlier paths of a seller's calendar invalid.
   *
   * @param seller the seller's id
   * @return the new path; empty if there is no such seller
   */
  public Optional<String> renew(long seller) {
    sellers.byId(seller).ifPresent(one -> tokens.revoke(one.id()));
    return path(seller);
  }

  /**
   * Writes a calendar.
   *
   * @param token the secret part of its path
   * @return iCalendar (RFC 5545); empty if the token is not valid
   */
  public Optional<String> read(String token) {
    return tokens.seller(token).flatMap(sellers::byId).map(this::write);
  }

  private String write(Seller seller) {
    List<Appointment> appointments =
        table.between(seller.id(), clock.instant().minus(BACK), clock.instant().plus(AHEAD));
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//Recado//Agenda//PT"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    calendar.add(ImmutableMethod.PUBLISH);
    calendar.add(new XProperty("X-WR-CALNAME", "Agenda de " + seller.name()));
    calendar.add(
        new XProperty("REFRESH-INTERVAL", new ParameterList(List.of(Value.DURATION)), REFRESH));
    calendar.add(new XProperty("X-PUBLISHED-TTL", REFRESH));
    TimeZone known = timeZone();
    if (known != null) {
      calendar.add(known.getVTimeZone());
    }
    appointments.forEach(one -> calendar.add(event(one)));
    return FoldedLines.of(calendar.toString());
  }

  private @Nullable TimeZone timeZone() {
    return TimeZoneRegistryFactory.getInstance().createRegistry().getTimeZone(zone.getId());
  }

  private VEvent event(Appointment it) {
    ZonedDateTime start = it.start().atZone(zone);
    VEvent event = new VEvent(start, it.end().atZone(zone), summary(it));
    event.replace(new DtStamp(it.updatedAt()));
    event.add(new Uid("appointment-" + it.id() + "@recado"));
    event.add(new LastModified(it.updatedAt()));
    event.add(new Sequence(it.sequence()));
    event.add(
        it.state() == Appointment.State.CANCELLED
            ? ImmutableStatus.VEVENT_CANCELLED
            : ImmutableStatus.VEVENT_CONFIRMED);
    event.add(new Description(description(it)));
    return event;
  }

  private static String summary(Appointment it) {
    String who = it.name() == null ? "Cliente" : it.name();
    String what = it.subject() == null ? it.kindName() : it.subject();
    String summary = what == null ? who : who + " - " + what;
    return it.state() == Appointment.State.NO_SHOW ? summary + " (não veio)" : summary;
  }

  private static String description(Appointment it) {
    return Stream.of(
            it.address().contains("@") ? null : "WhatsApp: +" + it.address(),
            it.area() == null ? null : "Área: " + it.area(),
            it.lead() == null ? null : "Lead: " + it.lead())
        .filter(line -> line != null)
        .collect(Collectors.joining("\n"));
  }
}

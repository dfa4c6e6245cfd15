package dev.recado.sales.client;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.client.Client.Details;
import dev.recado.sales.client.Client.Place;
import dev.recado.sales.client.ClientTable.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds, makes and changes customers of the business. */
public final class Clients {

  private final ClientTable table;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Clients(ClientTable table, TransactionTemplate transaction, Clock clock) {
    this.table = table;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Finds a customer.
   *
   * @param id its number
   */
  public Optional<Client> byId(long id) {
    return table.byId(id);
  }

  /**
   * Finds the customer of a WhatsApp address, under both forms of a Brazilian number.
   *
   * @param address international digits, or a chat id
   * @return empty for a hidden phone
   */
  public Optional<Client> byAddress(String address) {
    return Phones.address(address).digits().map(Phones::matchKey).flatMap(table::byKey);
  }

  /**
   * Finds the customer of a WhatsApp address, or makes one, in the caller's transaction.
   *
   * @param address international digits, or a chat id
   * @param name how the customer is called; null if it is not known
   * @return empty for a hidden phone, because nobody could find that customer again
   */
  public Optional<Client> known(String address, @Nullable String name) {
    Optional<String> phone = Phones.address(address).digits();
    if (phone.isEmpty()) {
      return Optional.empty();
    }
    String key = Phones.matchKey(phone.get());
    table.lock(key);
    String called = name == null || name.isBlank() ? phone.get() : name.strip();
    return Optional.of(
        table
            .byKey(key)
            .map(known -> named(known, phone.get(), called))
            .orElseGet(
                () ->
                    table.insert(
                        Details.of(called, phone.get(), null),
                        new Origin("whatsapp", null),
                        clock.instant())));
  }

  /** A customer who was only known by the phone gets the name. */
  private Client named(Client known, String phone, String called) {
    Details it = known.details();
    if (!it.name().equals(phone) || called.equals(phone)) {
      return known;
    }
    return table.update(
        known.id(),
        new Details(
            called,
            it.phone(),
            it.email(),
            it.document(),
            it.place(),
            it.notes(),
            it.active(),
            it.blocked(),
            it.odooPartner()),
        clock.instant());
  }

  /**
   * Notes what Odoo knows of a customer, in the caller's transaction: on the row of this partner,
   * otherwise on the row of this phone if no other partner has it, otherwise on a new row.
   *
   * @param partner the id of {@code res.partner}
   * @param name the partner's name
   * @param phone as Odoo has it, or null, which changes nothing
   * @param email or null, which changes nothing
   */
  public void ofOdoo(long partner, String name, @Nullable String phone, @Nullable String email) {
    Optional<String> digits = Phones.digits(phone);
    String key = digits.map(Phones::matchKey).orElse("odoo " + partner);
    table.lock(key);
    Optional<Client> known =
        table
            .byPartner(partner)
            .or(
                () ->
                    digits
                        .map(Phones::matchKey)
                        .flatMap(table::byKey)
                        .filter(same -> same.details().odooPartner() == null));
    Instant now = clock.instant();
    if (known.isEmpty()) {
      Details details = Details.of(name, digits.orElse(phone), email);
      table.insert(linked(details, partner), new Origin("odoo", null), now);
      return;
    }
    Details before = known.get().details();
    Details after =
        linked(
            new Details(
                name,
                digits.orElse(before.phone()),
                email == null ? before.email() : email,
                before.document(),
                before.place(),
                before.notes(),
                before.active(),
                before.blocked(),
                partner),
            partner);
    if (!after.equals(before)) {
      table.update(known.get().id(), after, now);
    }
  }

  private static Details linked(Details it, long partner) {
    return new Details(
        it.name(),
        it.phone(),
        it.email(),
        it.document(),
        it.place(),
        it.notes(),
        it.active(),
        it.blocked(),
        partner);
  }

  /**
   * Makes a customer.
   *
   * @param details its details
   * @return empty if another customer has this phone
   */
  Optional<Client> make(Details details) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              if (taken(details.phone(), null)) {
                return Optional.empty();
              }
              return Optional.of(
                  table.insert(details, new Origin("manual", null), clock.instant()));
            }));
  }

  /** Changes a customer; empty if another one has this phone. */
  Optional<Client> change(long id, Details details) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              if (taken(details.phone(), id)) {
                return Optional.empty();
              }
              return Optional.of(table.update(id, details, clock.instant()));
            }));
  }

  private boolean taken(@Nullable String phone, @Nullable Long except) {
    if (phone == null) {
      return false;
    }
    String key = Phones.matchKey(phone);
    table.lock(key);
    return table.byKey(key).filter(other -> except == null || other.id() != except).isPresent();
  }

  boolean delete(long id) {
    return table.delete(id);
  }

  /**
   * Notes a confirmed order, in the caller's transaction.
   *
   * @param id the customer
   * @param at when it was confirmed
   */
  public void ordered(long id, Instant at) {
    table.ordered(id, at);
  }

  /**
   * Takes a customer of another system in, in the caller's transaction. The same one again changes
   * its row, so an import can be repeated.
   *
   * @param system the name of the other system, for example {@code django}
   * @param externalId its id there, or null
   * @param details what it says
   * @return the customer, and whether the row is new
   */
  public Taken take(String system, @Nullable String externalId, Details details) {
    String key =
        details.phone() == null ? system + " " + externalId : Phones.matchKey(details.phone());
    table.lock(key);
    Origin origin = new Origin(system, externalId);
    Optional<Client> known = externalId == null ? Optional.empty() : table.byOrigin(origin);
    if (known.isEmpty() && details.phone() != null) {
      known = table.byKey(Phones.matchKey(details.phone()));
    }
    Instant now = clock.instant();
    return known
        .map(
            before ->
                new Taken(table.update(before.id(), merged(before.details(), details), now), false))
        .orElseGet(() -> new Taken(table.insert(details, origin, now), true));
  }

  /**
   * A customer that was taken in.
   *
   * @param customer the row
   * @param isNew whether it was not there before
   */
  public record Taken(Client customer, boolean isNew) {}

  /** What the other system does not say stays. */
  private static Details merged(Details before, Details said) {
    Place place = said.place();
    Place old = before.place();
    return new Details(
        said.name(),
        or(said.phone(), before.phone()),
        or(said.email(), before.email()),
        or(said.document(), before.document()),
        new Place(
            or(place.address(), old.address()),
            or(place.city(), old.city()),
            or(place.state(), old.state()),
            or(place.postcode(), old.postcode())),
        or(said.notes(), before.notes()),
        said.active(),
        said.blocked() || before.blocked(),
        said.odooPartner() == null ? before.odooPartner() : said.odooPartner());
  }

  private static @Nullable String or(@Nullable String said, @Nullable String before) {
    return said == null ? before : said;
  }
}

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
import org.springframework.jdbc.core.simple.JdbcClient;
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
   * Tells whether no order is taken from a customer. Of several rows with one phone, one that is
   * blocked is enough.
   *
   * @param address international digits, a chat id or a phone as it is stored; or null
   */
  public boolean blocked(@Nullable String address) {
    return Phones.address(address)
        .digits()
        .map(Phones::matchKey)
        .filter(table::blocked)
        .isPresent();
  }

  /** The key by which a phone is found that a person typed; null for null. */
  static @Nullable String key(@Nullable String typed) {
    return typed == null ? null : Phones.address(typed).digits().map(Phones::matchKey).orElse("");
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
                        Details.of(called, Phones.written(phone.get()), null),
                        new Origin("whatsapp", null),
                        clock.instant())));
  }

  /** A customer who was only known by the phone gets the name. */
  private Client named(Client known, String phone, String called) {
    Details it = known.details();
    // The phone may have stood there in its other form.
    boolean onlyPhone = Phones.matchKey(it.name()).equals(Phones.matchKey(phone));
    if (!onlyPhone || called.equals(phone)) {
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
      Details details = Details.of(name, digits.map(Phones::written).orElse(phone), email);
      table.insert(linked(details, partner), new Origin("odoo", null), now);
      return;
    }
    Details before = known.get().details();
    Details after =
        linked(
            new Details(
                name,
                digits.map(Phones::written).orElse(before.phone()),
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

  /**
   * Notes which partner of Odoo a customer is. One that has a partner keeps it, and a partner that
   * is another customer's is not taken away.
   *
   * @param id the customer
   * @param partner the id of {@code res.partner}
   */
  public void partnerOf(long id, long partner) {
    table.partner(id, partner, clock.instant());
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

  /** Another customer has a phone or document. */
  static final class HeldByAnother extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String field;

    HeldByAnother(String field) {
      super(field);
      this.field = field;
    }

    /** The field's name in the API. */
    String field() {
      return field;
    }
  }

  /**
   * Makes a customer.
   *
   * @param details its details
   * @throws HeldByAnother if another customer has this phone or document
   */
  Client make(Details details) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              free(details, null);
              return table.insert(details, new Origin("manual", null), clock.instant());
            }));
  }

  /**
   * Changes a customer.
   *
   * @param before as it is
   * @throws HeldByAnother if another customer has this phone, or a document that is new here
   */
  Client change(Client before, Details details) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              free(details, before);
              return table.update(before.id(), details, clock.instant());
            }));
  }

  private void free(Details details, @Nullable Client before) {
    if (taken(details.phone(), before == null ? null : before.id())) {
      throw new HeldByAnother("telefone");
    }
    String document = details.document();
    // An import may have brought two customers of one document; each of them can still be changed.
    boolean kept = before != null && Objects.equals(document, before.details().document());
    if (document != null && !kept) {
      table.lock("document " + document);
      if (table.byDocument(document).isPresent()) {
        throw new HeldByAnother("documento");
      }
    }
  }

  private boolean taken(@Nullable String phone, @Nullable Long except) {
    if (phone == null) {
      return false;
    }
    String key = Objects.requireNonNull(key(phone));
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
   * Finds the row of a customer whom another system knows: by the phone, else by the document; a
   * customer without either by the name, among those that came from there without an id.
   *
   * @param system the name of the other system, for example {@code django}
   * @param said what it says
   */
  public Optional<Client> same(String system, Details said) {
    if (said.phone() != null) {
      String key = Objects.requireNonNull(key(said.phone()));
      table.lock(key);
      return table.byKey(key).or(() -> byDocument(said, true));
    }
    return said.document() == null
        ? table.byNameAlone(system, said.name())
        : byDocument(said, false);
  }

  /** A row with another phone is another person's: families share a document. */
  private Optional<Client> byDocument(Details said, boolean withoutPhone) {
    return said.document() == null
        ? Optional.empty()
        : table
            .byDocument(said.document())
            .filter(one -> !withoutPhone || one.details().phone() == null);
  }

  /**
   * Takes a customer of another system in, in the caller's transaction. What that system does not
   * say stays as it is.
   *
   * @param before the row as it is, or null for a new one
   * @param system the name of the other system, for example {@code django}
   * @param externalId its id there, or null
   * @param said what it says
   * @throws org.springframework.dao.DuplicateKeyException if another customer is this partner
   */
  public Taken take(
      @Nullable Client before, String system, @Nullable String externalId, Details said) {
    Instant now = clock.instant();
    if (before == null) {
      return new Taken(table.insert(said, new Origin(system, externalId), now), true, true);
    }
    Details after = merged(before.details(), said);
    boolean changed = !after.equals(before.details());
    return new Taken(changed ? table.update(before.id(), after, now) : before, false, changed);
  }

  /**
   * A customer that was taken in.
   *
   * @param customer the row
   * @param isNew whether it was not there before
   * @param changed whether anything is different now
   */
  public record Taken(Client customer, boolean isNew, boolean changed) {}

  /**
   * Makes the room for a tool beside the hub.
   *
   * @param jdbc takes part in the transactions of the next
   * @param transaction for changes of its own
   * @param clock tells the time
   */
  public static Clients on(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    return new Clients(new ClientTable(jdbc), transaction, clock);
  }

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

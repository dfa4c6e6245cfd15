package dev.recado.systems.kommo;

import dev.recado.spine.ingress.StableId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One record of a webhook; a body may hold several.
 *
 * @param root its kind in Kommo's words: {@code leads}, {@code contacts}, {@code message} …
 * @param action what happened to it: {@code add}, {@code update} …
 * @param fields its fields
 */
record KommoRecord(String root, String action, FormNode fields) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,39}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Kommo's number for a lead, in fields that give a kind of record as a number. */
  private static final String LEAD = "2";

  private static final String CONTACT = "1";

  /**
   * Finds the records of a body, in its order.
   *
   * @param most the largest number of records to read
   */
  static List<KommoRecord> in(FormNode form, int most) {
    return form.children().entrySet().stream()
        .filter(root -> !root.getKey().equals("account") && NAME.matcher(root.getKey()).matches())
        .flatMap(root -> of(root.getKey(), root.getValue()))
        .limit(most)
        .toList();
  }

  private static Stream<KommoRecord> of(String root, FormNode actions) {
    return actions.children().entrySet().stream()
        .filter(action -> NAME.matcher(action.getKey()).matches())
        .flatMap(
            action ->
                action.getValue().items().stream()
                    .filter(item -> !item.children().isEmpty())
                    .map(item -> new KommoRecord(root, action.getKey(), own(action, item))));
  }

  /** A note is nested one level deeper. */
  private static FormNode own(Map.Entry<String, FormNode> action, FormNode item) {
    FormNode note = item.at("note");
    return action.getKey().equals("note") && !note.children().isEmpty() ? note : item;
  }

  boolean message() {
    return root.equals("message");
  }

  /** Incoming is not enough: a bot's message may be incoming, too. */
  boolean fromCustomer() {
    return "incoming".equals(fields.text("type"))
        && "external".equals(fields.text("author", "type"));
  }

  @Nullable String id() {
    return first("id", "talk_id", "uid");
  }

  /** The id of the lead that the record is, or is about. */
  @Nullable String lead() {
    return known(root.equals("leads") && !action.equals("note") ? id() : about("lead", LEAD));
  }

  /** The id of the contact that the record is, or is about. */
  @Nullable String contact() {
    if (root.equals("contacts") && !action.equals("note")) {
      return "company".equals(fields.text("type")) ? null : known(id());
    }
    String contact = fields.text("contact_id");
    return known(contact == null ? about("contact", CONTACT) : contact);
  }

  /** Drops a text that is not one of Kommo's ids. */
  private static @Nullable String known(@Nullable String id) {
    return id != null && ID.matcher(id).matches() ? id : null;
  }

  private @Nullable String about(String word, String number) {
    String named = fields.text("entity_type");
    String numbered = fields.text("element_type");
    boolean meant = number.equals(numbered) || named != null && named.startsWith(word);
    // A note of a lead need not name the lead again.
    boolean note = action.equals("note") && named == null && numbered == null;
    return meant || note && root.startsWith(word) ? first("entity_id", "element_id") : null;
  }

  private @Nullable String first(String... names) {
    for (String name : names) {
      String text = fields.text(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The subject; its records are handled in order: a chat by its contact, a note with its lead. */
  String subject() {
    String contact = contact();
    String lead = lead();
    if (contact != null && (message() || root.equals("talk") || root.equals("contacts"))) {
      return "kommo:contact:" + safe(contact);
    }
    if (lead != null) {
      return "kommo:lead:" + safe(lead);
    }
    return "kommo:" + root + ":" + safe(String.valueOf(id()));
  }

  /**
   * Gives the key of the record, which is the same in each delivery, alone or among others.
   *
   * <p>A message happens once, so its id is enough. For other records the fields tell one change
   * from the next, because they hold the time of the change.
   */
  String key() {
    String name = root + ":" + action + ":" + safe(String.valueOf(id()));
    return message() && id() != null ? name : name + ":" + digest();
  }

  private String digest() {
    List<String> pairs = fields.pairs("");
    Collections.sort(pairs);
    return StableId.hash(String.join("\n", pairs).getBytes(StandardCharsets.UTF_8));
  }

  /** Makes an id fit for keys and columns; a text that is not one of Kommo's ids stays distinct. */
  private static String safe(String id) {
    return ID.matcher(id).matches()
        ? id
        : StableId.hash(id.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }
}

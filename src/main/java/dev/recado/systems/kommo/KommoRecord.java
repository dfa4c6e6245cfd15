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
 * One record of a webhook, of which a body may hold several.
 *
 * @param root what it is, as Kommo says: {@code leads}, {@code contacts}, {@code message} …
 * @param action what happened to it: {@code add}, {@code update} …
 * @param fields its fields
 */
record KommoRecord(String root, String action, FormNode fields) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,39}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Kommo's number for a lead, where it writes a kind of entity as a number. */
  private static final String LEAD = "2";

  private static final String CONTACT = "1";

  /**
   * Finds the records of a body, in its order.
   *
   * @param most where to stop: no more than these are made
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

  /** A note is wrapped once more. */
  private static FormNode own(Map.Entry<String, FormNode> action, FormNode item) {
    FormNode note = item.at("note");
    return action.getKey().equals("note") && !note.children().isEmpty() ? note : item;
  }

  boolean message() {
    return root.equals("message");
  }

  /** Who is only incoming is not enough: what a bot writes may be that, too. */
  boolean fromCustomer() {
    return "incoming".equals(fields.text("type"))
        && "external".equals(fields.text("author", "type"));
  }

  @Nullable String id() {
    return first("id", "talk_id", "uid");
  }

  /** The lead it is, or is about. */
  @Nullable String lead() {
    return known(root.equals("leads") && !action.equals("note") ? id() : about("lead", LEAD));
  }

  /** The contact it is, or is about. */
  @Nullable String contact() {
    if (root.equals("contacts") && !action.equals("note")) {
      return "company".equals(fields.text("type")) ? null : known(id());
    }
    String contact = fields.text("contact_id");
    return known(contact == null ? about("contact", CONTACT) : contact);
  }

  /** What is none of Kommo's ids names no record of Kommo. */
  private static @Nullable String known(@Nullable String id) {
    return id != null && ID.matcher(id).matches() ? id : null;
  }

  private @Nullable String about(String word, String number) {
    String named = fields.text("entity_type");
    String numbered = fields.text("element_type");
    boolean meant = number.equals(numbered) || named != null && named.startsWith(word);
    // Notes of a lead may not say so again.
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

  /** Records of one subject are handled in order: a chat by its contact, a note with its lead. */
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
   * Names it the same each time it is delivered, alone or among others.
   *
   * <p>A message happens once; of all else the fields tell one change from the next, for they hold
   * the time of the change.
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

  /** Ids go into keys and columns; what is none of Kommo's is told apart all the same. */
  private static String safe(String id) {
    return ID.matcher(id).matches()
        ? id
        : StableId.hash(id.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }
}

package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of {@link StubKommo}, in the shape of the samples. */
final class StubKommoRecords {

  static final ObjectMapper JSON = new ObjectMapper();

  /** The stage of new leads, as in the samples. */
  static final long FIRST_STAGE = 57429970;

  private final Map<Long, ObjectNode> users = new TreeMap<>();
  private final Map<Long, ObjectNode> leads = new TreeMap<>();
  private final Map<Long, ObjectNode> contacts = new TreeMap<>();
  private final Map<Long, ObjectNode> notes = new TreeMap<>();
  private final Map<Long, ObjectNode> tasks = new TreeMap<>();
  private final Map<Long, String> kindsOfNotes = new TreeMap<>();
  private long ids = 70_000_000;

  long newId() {
    return ++ids;
  }

  Map<Long, ObjectNode> all(String kind) {
    return switch (kind) {
      case "users" -> users;
      case "leads" -> leads;
      case "contacts" -> contacts;
      case "notes" -> notes;
      case "tasks" -> tasks;
      default -> throw new IllegalArgumentException("There are no " + kind);
    };
  }

  ObjectNode one(String kind, long id) {
    return Objects.requireNonNull(all(kind).get(id), () -> kind + " has no " + id);
  }

  void user(long id, String name, String email, boolean active) {
    ObjectNode user =
        ((ObjectNode) sample("response-users.json").at("/_embedded/users/0")).deepCopy();
    user.put("id", id).put("name", name).put("email", email);
    user.withObject("/rights").put("is_active", active);
    users.put(id, user);
  }

  ObjectNode lead(long id, String name, @Nullable Long responsible) {
    ObjectNode lead = (ObjectNode) sample("response-lead-with-contacts.json");
    lead.put("id", id).put("name", name).put("responsible_user_id", responsible);
    lead.putNull("custom_fields_values");
    lead.withObject("/_embedded").putArray("tags");
    lead.withObject("/_embedded").putArray("contacts");
    stamp(lead);
    leads.put(id, lead);
    return lead;
  }

  ObjectNode contact(long id, String name, @Nullable String phone, @Nullable String email) {
    ObjectNode contact =
        ((ObjectNode) sample("response-contacts-query.json").at("/_embedded/contacts/0"))
            .deepCopy();
    contact.put("id", id).put("name", name);
    contact.withObject("/_embedded").putArray("leads");
    ArrayNode fields = JSON.createArrayNode();
    if (phone != null) {
      fields.add(field("PHONE", "MOB", phone));
    }
    if (email != null) {
      fields.add(field("EMAIL", "WORK", email));
    }
    // Kommo sends null, not an empty list.
    contact.set("custom_fields_values", fields.isEmpty() ? JSON.nullNode() : fields);
    stamp(contact);
    contacts.put(id, contact);
    return contact;
  }

  /** Adds a note. Its address shows the kind of record, and no field does. */
  void note(long id, String kind, ObjectNode note) {
    notes.put(id, note);
    kindsOfNotes.put(id, kind);
  }

  String kindOfNote(long id) {
    return Objects.requireNonNull(kindsOfNotes.get(id), () -> "no note " + id);
  }

  private static ObjectNode field(String code, String kind, String value) {
    ObjectNode field = JSON.createObjectNode().put("field_code", code);
    field.putArray("values").addObject().put("value", value).put("enum_code", kind);
    return field;
  }

  void join(long lead, long contact) {
    ArrayNode of = (ArrayNode) one("leads", lead).at("/_embedded/contacts");
    of.addObject().put("id", contact).put("is_main", of.size() == 1);
    ((ArrayNode) one("contacts", contact).at("/_embedded/leads")).addObject().put("id", lead);
  }

  static void stamp(ObjectNode record) {
    long now = Instant.now().getEpochSecond();
    record.put("created_at", now).put("updated_at", now);
  }

  /** The records whose own values hold a text, like Kommo's search. */
  List<ObjectNode> matching(String kind, String query) {
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode record : all(kind).values()) {
      String words = record.path("name") + " " + record.path("custom_fields_values");
      boolean phone =
          query.chars().allMatch(Character::isDigit) && words.replaceAll("\\D", "").contains(query);
      if (phone || words.contains(query)) {
        found.add(record);
      }
    }
    return found;
  }

  static JsonNode sample(String name) {
    try {
      return JSON.readTree(Samples.bytes("kommo/" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

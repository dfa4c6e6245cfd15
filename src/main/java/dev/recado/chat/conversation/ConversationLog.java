package dev.recado.chat.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.HandOvers.By;
import dev.recado.spine.flow.Event;
import dev.recado.spine.intake.EventSink;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores what people write, whatever the flows make of it. */
final class ConversationLog implements EventSink {

  /** The author of what the WhatsApp Business app writes by itself. */
  static final String AUTOMATIC = "AUTOMATIC";

  private static final String APP = "WhatsApp Business";

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Identities identities;
  private final Twins twins;
  private final HandOvers handOvers;
  private final TimerTable timers;
  private final Amendments amendments;
  private final AutomaticMessages automatic;

  ConversationLog(
      JdbcClient jdbc,
      ObjectMapper json,
      Identities identities,
      Twins twins,
      HandOvers handOvers,
      TimerTable timers,
      Amendments amendments,
      AutomaticMessages automatic) {
    this.jdbc = jdbc;
    this.json = json;
    this.identities = identities;
    this.twins = twins;
    this.handOvers = handOvers;
    this.timers = timers;
    this.amendments = amendments;
    this.automatic = automatic;
  }

  @Override
  public Set<String> types() {
    return Set.of(ChatMessage.RECEIVED, ChatMessage.SENT);
  }

  @Override
  public void take(List<Event> events) {
    events.stream()
        .map(ChatMessage::of)
        .filter(message -> !message.ours() && !message.toEverybody())
        .forEach(this::keep);
  }

  /**
   * Keeps a message, once, by however many ways it comes.
   *
   * <p>Whoever finds the conversation holds its row until the commit: so two ways at the same
   * moment come one after the other.
   */
  void keep(ChatMessage message) {
    String conversation = identities.conversationOf(message);
    if (!known(message)) {
      if (!twins.join(message, conversation)) {
        add(message, conversation);
      }
      if (message.fromCustomer()) {
        overtaken(message, conversation);
      }
    }
    amendments.cameLate(message, conversation);
    if (message.channel().equals("whatsapp") && message.fromCustomer()) {
      reach(conversation, message);
    }
  }

  /** An event that is replayed brings nothing new. */
  private boolean known(ChatMessage message) {
    UUID event = message.event().id();
    return jdbc.sql("select exists (select 1 from chat_message where id = ? or twin_id = ?)")
        .params(event, event)
        .query(Boolean.class)
        .single();
  }

  private void add(ChatMessage message, String conversation) {
    if (message.fromCustomer()) {
      insert(message, conversation, message.author(), null, null);
      timers.end(conversation, TimerTable.CUSTOMER_WRITES, "O cliente escreveu");
    } else if (message.channel().equals("whatsapp") || !twins.echo(message, conversation)) {
      person(message, conversation);
    }
  }

  /**
   * Whoever of us writes to a customer takes the conversation over by that; not the app that greets
   * by itself, and not what somebody wrote days ago.
   */
  private void person(ChatMessage message, String conversation) {
    boolean speaks = !message.toGroup() && !message.late() && !Command.isOne(message.text());
    Optional<String> why = speaks ? automatic.why(message, conversation) : Optional.empty();
    if (why.isPresent()) {
      insert(message, conversation, AUTOMATIC, null, why.get());
      handOvers.left(conversation, new By(APP, message.channel(), why.get(), message.event().id()));
    } else {
      insert(message, conversation, message.author(), message.name(), null);
      if (speaks) {
        spoke(message, conversation);
      }
    }
  }

  /** A greeting that came before the words it answers was taken for a person's. */
  private void overtaken(ChatMessage words, String conversation) {
    if (!words.channel().equals("whatsapp") || words.toGroup() || words.late()) {
      return;
    }
    automatic.overtaking(words, conversation).stream()
        .map(one -> new By(APP, words.channel(), one.why(), one.message()))
        .forEach(by -> handOvers.neverSpoke(conversation, address(words, conversation), by));
  }

  private void spoke(ChatMessage message, String conversation) {
    String name = message.name();
    // The company's phone tells the company's name, whoever holds it.
    String who = name == null || message.channel().equals("whatsapp") ? By.TEAM : name;
    By by = new By(who, message.channel(), "Escreveu ao cliente", message.event().id());
    handOvers.spoke(conversation, address(message, conversation), by);
  }

  /** Of the conversation as it is known: a message to a hidden identity may not tell the phone. */
  private String address(ChatMessage message, String conversation) {
    String phone = message.phone();
    return phone == null ? identities.address(conversation).orElse(message.externalId()) : phone;
  }

  private void insert(
      ChatMessage message,
      String conversation,
      String author,
      @Nullable String authorName,
      @Nullable String note) {
    jdbc.sql(
            """
            insert into chat_message (id, conversation, author, author_name, via, kind, text, media,
                                      provider_id, sent_at, received_at, late, note)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """)
        .params(
            message.event().id(),
            conversation,
            author,
            authorName,
            message.channel(),
            message.kind(),
            message.text(),
            json(message.event().body().get("media")),
            message.providerId(),
            Timestamp.from(message.sentAt()),
            Timestamp.from(message.event().receivedAt()),
            message.late(),
            note)
        .update();
  }

  /** Who writes to us is reached where he writes from; nobody needs to ask WhatsApp for that. */
  private void reach(String conversation, ChatMessage message) {
    String phone = message.phone();
    jdbc.sql(
            """
            insert into contact (conversation, address, chat_id, checked_at) values (?, ?, ?, ?)
                on conflict (conversation) do update
               set chat_id = excluded.chat_id, checked_at = excluded.checked_at
             where contact.chat_id is distinct from excluded.chat_id
            """)
        .params(
            conversation,
            phone == null ? message.externalId() : phone,
            phone == null ? message.externalId() : phone + "@c.us",
            Timestamp.from(message.event().receivedAt()))
        .update();
  }

  private @Nullable String json(@Nullable Object media) {
    try {
      return media == null ? null : json.writeValueAsString(media);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read from JSON cannot be written as JSON", e);
    }
  }
}

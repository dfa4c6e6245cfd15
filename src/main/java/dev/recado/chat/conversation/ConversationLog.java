package dev.recado.chat.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.AutomaticMessages.Mistaken;
import dev.recado.chat.conversation.ConversationListener.Written;
import dev.recado.spine.flow.Event;
import dev.recado.spine.intake.EventSink;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Messages;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the messages of people, whatever the flows do with them. */
public final class ConversationLog implements EventSink {

  /** The author of automatic messages of the WhatsApp Business app. */
  static final String AUTOMATIC = "AUTOMATIC";

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Contacts contacts;
  private final Identities identities;
  private final Twins twins;
  private final List<ConversationListener> listeners;
  private final OwnCommands commands;
  private final Amendments amendments;
  private final AutomaticMessages automatic;
  private final Messages messages;

  ConversationLog(
      JdbcClient jdbc,
      ObjectMapper json,
      Contacts contacts,
      Identities identities,
      Twins twins,
      List<ConversationListener> listeners,
      OwnCommands commands,
      Amendments amendments,
      AutomaticMessages automatic,
      Messages messages) {
    this.jdbc = jdbc;
    this.json = json;
    this.contacts = contacts;
    this.identities = identities;
    this.twins = twins;
    this.listeners = List.copyOf(listeners);
    this.commands = commands;
    this.amendments = amendments;
    this.automatic = automatic;
    this.messages = messages;
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
   * Finds the messages that are stored already, under whatever identity of the customer.
   *
   * @param channel they came by
   * @param messageIds their ids at the provider
   * @return those that are known
   */
  public Set<String> known(String channel, Collection<String> messageIds) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct provider_id from chat_message
                 where provider_id = any (:ids::text[]) and channel = :channel
                """)
            .param("ids", messageIds.toArray(String[]::new))
            .param("channel", channel)
            .query(String.class)
            .list());
  }

  /**
   * Stores a message once, even if it arrives in several ways.
   *
   * <p>The transaction locks the conversation's row until the commit. So copies that arrive at the
   * same time are stored one after the other.
   */
  public void keep(ChatMessage message) {
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
    if (message.byWhatsApp() && message.fromCustomer()) {
      reach(conversation, message);
    }
  }

  /** A replayed event brings nothing new. */
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
      listeners.forEach(listener -> listener.customerWrote(conversation));
    } else if (!echo(message, conversation)) {
      person(message, conversation);
    }
  }

  /** Of a linked device only the outbox knows whether it was the hub or a person. */
  private boolean echo(ChatMessage message, String conversation) {
    if (message.byWhatsApp() && !message.linked()) {
      return false;
    }
    String id = message.providerId();
    return message.linked() && id != null && messages.sentAs(id)
        || twins.echo(message, conversation);
  }

  /**
   * A person who writes to the customer takes over the conversation. An automatic greeting of the
   * app does not, nor does a message from days ago.
   */
  private void person(ChatMessage message, String conversation) {
    boolean speaks = !message.toGroup() && !message.late() && !commands.isOne(message.text());
    Optional<String> why = speaks ? automatic.why(message, conversation) : Optional.empty();
    if (why.isPresent()) {
      insert(message, conversation, AUTOMATIC, null, why.get());
      Written written = written(message, conversation);
      listeners.forEach(listener -> listener.appWrote(written, why.get()));
    } else {
      insert(message, conversation, message.author(), message.name(), null);
      if (speaks) {
        Written written = written(message, conversation);
        listeners.forEach(listener -> listener.personWrote(written));
      }
    }
  }

  /** A greeting that arrived before the customer's message was stored as a person's. */
  private void overtaken(ChatMessage words, String conversation) {
    if (!words.byWhatsApp() || words.toGroup() || words.late()) {
      return;
    }
    String address = address(words, conversation);
    for (Mistaken one : automatic.overtaking(words, conversation)) {
      Written written = new Written(conversation, address, null, words.via(), one.message());
      listeners.forEach(listener -> listener.personWasTheApp(written, one.why()));
    }
  }

  private Written written(ChatMessage message, String conversation) {
    // The company's phone gives the company's name, whichever person holds it.
    String name = message.byWhatsApp() ? null : message.name();
    return new Written(
        conversation, address(message, conversation), name, message.via(), message.event().id());
  }

  /**
   * Uses the address of the known conversation: a message to a hidden identity may have no phone.
   */
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
            insert into chat_message (id, conversation, author, author_name, via, channel, kind, text,
                                      media, media_id, button, provider_id, sent_at, received_at, late, note)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """)
        .params(
            message.event().id(),
            conversation,
            author,
            authorName,
            message.via(),
            message.byWhatsApp() ? message.channel() : null,
            message.kind(),
            message.text(),
            json(message.media()),
            message.mediaId(),
            json(message.button() == null ? chosen(message, conversation) : message.button()),
            message.providerId(),
            Timestamp.from(message.sentAt()),
            Timestamp.from(message.event().receivedAt()),
            message.late(),
            note)
        .update();
  }

  /**
   * The choice that a customer names by its number or its title, because the provider has no
   * buttons.
   */
  private @Nullable Object chosen(ChatMessage message, String conversation) {
    String text = message.text();
    return message.fromCustomer() && text != null && message.kind().equals("text")
        ? messages
            .offered(conversation, message.channel(), message.sentAt())
            .flatMap(offer -> offer.named(text))
            .orElse(null)
        : null;
  }

  /** Answers to a customer go to the chat of the customer's message. */
  private void reach(String conversation, ChatMessage message) {
    String phone = message.phone();
    contacts.wrote(
        new Contacts.Wrote(
            conversation,
            phone == null ? message.externalId() : phone,
            message.channel(),
            message.answerTo(),
            message.providerId(),
            message.sentAt()));
  }

  private @Nullable String json(@Nullable Object value) {
    try {
      return value == null ? null : json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read from JSON cannot be written as JSON", e);
    }
  }
}

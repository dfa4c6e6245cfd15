package dev.recado.sales.commerce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order.
 *
 * @param id its number, which the customer reads
 * @param client the customer of the business, or null
 * @param contact whom to write to
 * @param state where it is
 * @param lines what was ordered, at the prices that are charged
 * @param total what it costs, in reais
 * @param notes a remark, or null
 * @param reserved whether its pieces are taken off the stock
 * @param times when it was made and changed
 * @param why why it was cancelled, or null
 * @param origin where it came from first: {@code chatbot}, {@code api}, {@code import} or the name
 *     of another system
 */
public record Order(
    long id,
    @Nullable Long client,
    Contact contact,
    State state,
    List<Line> lines,
    BigDecimal total,
    @Nullable String notes,
    boolean reserved,
    Times times,
    @Nullable String why,
    String origin) {

  /** The origin of an order that a customer placed in chat. */
  static final String CHATBOT = "chatbot";

  /** Copies the list. */
  public Order {
    lines = List.copyOf(lines);
  }

  /**
   * Whom to write to about an order.
   *
   * @param conversation the key of the conversation, or null without a phone
   * @param address the phone, or the chat id if the phone is hidden; null without one
   * @param channel the channel of the order, or null
   * @param name of the customer, or null
   */
  public record Contact(
      @Nullable String conversation,
      @Nullable String address,
      @Nullable String channel,
      @Nullable String name) {}

  /**
   * When an order was made and changed.
   *
   * @param createdAt when it was made
   * @param updatedAt when it last changed
   * @param confirmedAt when it was confirmed, or null
   * @param remindedAt when the customer was reminded to confirm it, or null
   */
  public record Times(
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant remindedAt) {}

  /** Where an order is, with the names of the Django system. */
  public enum State {
    /** Its pieces are reserved, and it waits for the customer's confirmation. */
    NOVO,
    /** Confirmed, at its prices. */
    CONFIRMADO,
    /** The business prepares it. */
    EM_PREPARO,
    /** On its way. */
    ENVIADO,
    /** Delivered. */
    ENTREGUE,
    /** Cancelled; its pieces are back in stock. */
    CANCELADO;

    /** The name in the API and in the table. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The state as customers read it. */
    String said() {
      return switch (this) {
        case NOVO -> "esperando a sua confirmação";
        case EM_PREPARO -> "em preparo";
        case ENVIADO -> "a caminho";
        default -> text();
      };
    }

    static State of(String text) {
      return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }

    /**
     * Whether it may move on to another state: forward only, never out of an end, and never past
     * the confirmation, because that decides what is charged.
     */
    boolean leadsTo(State next) {
      if (this == NOVO) {
        return next == CONFIRMADO || next == CANCELADO;
      }
      return !Set.of(ENTREGUE, CANCELADO).contains(this)
          && next != this
          && (next == CANCELADO || next.ordinal() > ordinal());
    }
  }
}

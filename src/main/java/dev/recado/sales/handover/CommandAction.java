package dev.recado.sales.handover;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.handover.Commands.Order;
import dev.recado.sales.handover.Commands.Reading;
import dev.recado.sales.handover.Commands.Refusal;
import dev.recado.sales.handover.Commands.Whose;
import dev.recado.sales.handover.HandOvers.By;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.flow.UnprocessableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Finds commands in messages, for the Kamelet {@code command-action}. */
public final class CommandAction {

  private static final String WHATSAPP = "whatsapp";

  private final Commands commands;
  private final Sellers sellers;

  CommandAction(Commands commands, Sellers sellers) {
    this.commands = commands;
    this.sellers = sellers;
  }

  /**
   * Sets the variable {@code command}; it is null if the message is no command. Otherwise it is a
   * map:
   *
   * <p>{@code verb} is {@code TAKE}, {@code GIVE_BACK}, {@code STATUS} or {@code REFUSED}; {@code
   * to} is the address of the conversation; {@code who} is the author and {@code via} the way;
   * {@code lead} and {@code contact} are the ids in the CRM; {@code met} is false if only the CRM
   * knew the customer; {@code replyTo} is the address for the reply, or null if the command stands
   * in the customer's own chat; {@code why} is the reason of a refusal.
   *
   * @param exchange of a flow that handles a message
   */
  public void read(Exchange exchange) {
    Event event = Effects.of(exchange).event();
    exchange.setVariable(
        "command",
        Command.read(text(event, "text")).map(command -> read(command, exchange)).orElse(null));
  }

  private Map<String, @Nullable Object> read(Command command, Exchange exchange) {
    Event event = Effects.of(exchange).event();
    return event.type().equals(EventTypes.WHATSAPP_MESSAGE_RECEIVED)
        ? fromOwnPhone(command, event)
        : fromTheChat(command, exchange);
  }

  /** A message from a person's own phone to the hub's number: only sellers may give commands so. */
  private Map<String, @Nullable Object> fromOwnPhone(Command command, Event event) {
    String phone = text(event, "phone");
    String from = phone == null ? text(event, "chatId") : phone;
    Optional<Seller> seller = Optional.ofNullable(phone).flatMap(sellers::byPhone);
    Reading reading =
        seller.isPresent()
            ? read(command)
            : new Refusal(
                "Este comando é só para vendedores, e este número não está cadastrado como de um"
                    + " vendedor.");
    String who = seller.map(Seller::name).orElse("número não cadastrado");
    return told(reading, command, who, WHATSAPP, from, from);
  }

  /** Perhaps only the CRM knows the lead. If the CRM fails, the seller reads why. */
  private Reading read(Command command) {
    try {
      return commands.read(command, null);
    } catch (UnprocessableException refused) {
      return new Refusal(
          "Não encontrei a conversa de %s. %s.".formatted(command.target(), refused.getMessage()));
    }
  }

  /**
   * A team member wrote to the customer. The command is about this customer unless it names
   * another.
   */
  private Map<String, @Nullable Object> fromTheChat(Command command, Exchange exchange) {
    Event event = Effects.of(exchange).event();
    boolean onThePhone = event.type().equals(EventTypes.WHATSAPP_MESSAGE_SENT);
    String chat = onThePhone ? ofTheChat(event) : exchange.getVariable("phone", String.class);
    Reading reading =
        onThePhone || chat != null
            ? commands.read(command, chat)
            : commands.readAbout(command, ofTheCrm(event).orElse(null));
    return told(
        reading,
        command,
        onThePhone ? By.TEAM : who(event),
        onThePhone ? WHATSAPP : event.source(),
        null,
        chat == null ? ofTheCrm(event).map(Whose::address).orElse(null) : chat);
  }

  private static @Nullable String ofTheChat(Event event) {
    String phone = text(event, "phone");
    return phone == null ? text(event, "chatId") : phone;
  }

  /** The CRM knows people by its own ids. */
  private Optional<Whose> ofTheCrm(Event event) {
    return Stream.of("leadId", "contactId")
        .map(field -> text(event, field))
        .filter(Objects::nonNull)
        .flatMap(id -> commands.whose(id).stream())
        .findFirst();
  }

  /** A chat gives the author's name, a note gives the author's id. */
  private String who(Event event) {
    String user = text(event, "created_by");
    Optional<String> name =
        user == null
            ? Optional.ofNullable(text(event, "name"))
            : sellers.byExternalId(event.source(), user).map(Seller::name);
    return name.orElse(By.TEAM);
  }

  private Map<String, @Nullable Object> told(
      Reading reading,
      Command command,
      String who,
      String via,
      @Nullable String replyTo,
      @Nullable String chat) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("who", who);
    told.put("via", via);
    told.put("replyTo", replyTo);
    if (reading instanceof Order order) {
      told.put("verb", order.verb().name());
      told.put("to", Phones.unmistakable(order.address()));
      told.put("lead", order.lead());
      told.put("contact", order.whose().contact());
      told.put("met", order.whose().met());
      told.put("state", commands.state(order.address()));
    } else {
      told.put("verb", "REFUSED");
      told.put("to", chat);
      told.put("target", command.target());
      told.put("why", ((Refusal) reading).why());
    }
    return told;
  }

  private static @Nullable String text(Event event, String field) {
    Object value = event.body().get(field);
    return value == null ? null : value.toString();
  }
}

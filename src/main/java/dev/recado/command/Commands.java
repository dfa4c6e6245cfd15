package dev.recado.command;

import dev.recado.conversation.Addresses;
import dev.recado.conversation.Command;
import dev.recado.conversation.HandOvers;
import dev.recado.conversation.HandOvers.By;
import dev.recado.crm.CrmLinks;
import dev.recado.crm.CrmLinks.Link;
import dev.recado.outbox.Contacts;
import dev.recado.phone.Phones;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whom a command is about, and whether it can be obeyed. */
public final class Commands {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd/MM 'às' HH:mm");

  private final Addresses addresses;
  private final CrmLinks links;
  private final HandOvers handOvers;
  private final ZoneId zone;

  Commands(Addresses addresses, CrmLinks links, HandOvers handOvers, ZoneId zone) {
    this.addresses = addresses;
    this.links = links;
    this.handOvers = handOvers;
    this.zone = zone;
  }

  /** What a command comes to. */
  public sealed interface Reading {}

  /**
   * It can be obeyed.
   *
   * @param verb what is to be done
   * @param address whose conversation it is about
   * @param lead the lead in the CRM, or null
   */
  public record Order(Command.Verb verb, String address, @Nullable String lead)
      implements Reading {}

  /**
   * It cannot be obeyed.
   *
   * @param why in Portuguese, to whoever wrote it
   */
  public record Refusal(String why) implements Reading {}

  /**
   * Reads a command.
   *
   * @param command as it was written
   * @param chat the address of the chat it stands in, which it is about unless it says otherwise;
   *     null where it stands in none
   * @return an order, or why there is none
   */
  public Reading read(Command command, @Nullable String chat) {
    String target = command.target();
    if (target != null) {
      return find(target)
          .<Reading>map(address -> order(command.verb(), address))
          .orElseGet(
              () ->
                  new Refusal(
                      ("Não encontrei a conversa de %s. Use o número do lead, o do contato ou o"
                              + " telefone com DDD.")
                          .formatted(target)));
    }
    return chat == null
        ? new Refusal(
            "Diga de qual conversa, com o número do lead, o do contato ou o telefone com DDD. Por"
                + " exemplo: /assumir 12345")
        : order(command.verb(), chat);
  }

  private Order order(Command.Verb verb, String address) {
    String lead = links.of(Contacts.conversation(address)).map(Link::lead).orElse(null);
    return new Order(verb, address, lead);
  }

  /**
   * Finds whom a number means: a lead of the CRM, else a contact there, else a phone.
   *
   * @param target as somebody wrote it
   * @return the address; empty where nobody wrote or was written to
   */
  public Optional<String> find(String target) {
    String id = target.strip();
    return links
        .byLead(id)
        .or(() -> links.byContact(id))
        .map(Link::conversation)
        .or(() -> Phones.digits(id).map(Contacts::conversation))
        .or(() -> Optional.of(id).filter(key -> key.startsWith("whatsapp:")))
        .flatMap(addresses::address);
  }

  /**
   * Obeys an order.
   *
   * @param order as {@link #read} gave it
   * @param by who gave it
   * @return what to tell him, in Portuguese
   */
  public String obey(Order order, By by) {
    switch (order.verb()) {
      case TAKE -> handOvers.take(order.address(), by);
      case GIVE_BACK -> handOvers.giveBack(order.address(), by);
      case STATUS -> {
        // Only told.
      }
    }
    return state(order.address());
  }

  /**
   * Tells how it stands with a conversation.
   *
   * @param address whose
   * @return a sentence in Portuguese
   */
  public String state(String address) {
    HandOvers.State state = handOvers.of(address);
    if (state.bot()) {
      return "O robô responde a esta conversa.";
    }
    String until =
        state.returnsAt() == null
            ? ""
            : " Sem novas mensagens da equipe, ela volta ao robô em %s."
                .formatted(MINUTE.format(state.returnsAt().atZone(zone)));
    return "O robô está pausado nesta conversa; quem responde é %s.%s"
        .formatted(state.who() == null ? "a equipe" : state.who(), until);
  }
}

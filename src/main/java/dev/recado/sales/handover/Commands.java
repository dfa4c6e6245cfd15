package dev.recado.sales.handover;

import dev.recado.chat.conversation.ConversationIds;
import dev.recado.chat.conversation.Identities;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmLinks.Link;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.sales.handover.HandOvers.By;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.outbox.Contacts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the conversation of a command, and whether the command can be carried out. */
public final class Commands {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd/MM 'às' HH:mm");

  private final Identities identities;
  private final CrmLinks links;
  private final CrmPeople people;
  private final ConversationIds ids;
  private final HandOvers handOvers;
  private final ZoneId zone;

  Commands(
      Identities identities,
      CrmLinks links,
      CrmPeople people,
      ConversationIds ids,
      HandOvers handOvers,
      ZoneId zone) {
    this.identities = identities;
    this.links = links;
    this.people = people;
    this.ids = ids;
    this.handOvers = handOvers;
    this.zone = zone;
  }

  /** The result of reading a command. */
  public sealed interface Reading {}

  /**
   * The command can be carried out.
   *
   * @param verb the action
   * @param whose the customer
   */
  public record Order(Command.Verb verb, Whose whose) implements Reading {

    /**
     * Gives the customer's address.
     *
     * @return the phone's digits, or the chat id where the phone is hidden
     */
    public String address() {
      return whose.address();
    }

    /**
     * Gives the lead.
     *
     * @return the lead's id in the CRM, or null
     */
    public @Nullable String lead() {
      return whose.lead();
    }
  }

  /**
   * The customer of a command.
   *
   * @param address the customer's address
   * @param contact the contact's id in the CRM, or null
   * @param lead the lead's id in the CRM, or null
   * @param met whether the hub knew the customer; if false, the CRM has just named the customer
   */
  public record Whose(
      String address, @Nullable String contact, @Nullable String lead, boolean met) {}

  /**
   * The command cannot be carried out.
   *
   * @param why the reason in Portuguese, for the author of the command
   */
  public record Refusal(String why) implements Reading {}

  /**
   * Reads a command.
   *
   * @param command the command as written
   * @param chat the address of the command's chat, or null if it stands in none; the command is
   *     about this chat unless it names a target
   * @return an order, or a refusal with its reason
   * @throws dev.recado.spine.flow.TryLaterException if only the CRM can know the target, and is
   *     unavailable
   */
  public Reading read(Command command, @Nullable String chat) {
    return readAbout(command, chat == null ? null : known(chat));
  }

  Reading readAbout(Command command, @Nullable Whose chat) {
    String target = command.target();
    if (target != null) {
      return readForTarget(command.verb(), target);
    }
    return chat == null
        ? new Refusal(
            "Diga de qual conversa, com o número do lead, o do contato ou o telefone com DDD. Por"
                + " exemplo: /assumir 12345")
        : new Order(command.verb(), chat);
  }

  private Reading readForTarget(Command.Verb verb, String target) {
    try {
      return whose(target)
          .<Reading>map(whose -> new Order(verb, whose))
          .orElseGet(
              () ->
                  new Refusal(
                      ("Não encontrei a conversa de %s. Use o número do lead, o do contato ou o"
                              + " telefone com DDD.")
                          .formatted(target)));
    } catch (UnprocessableException e) {
      return new Refusal(
          "Não encontrei a conversa de %s, e o CRM não deixa procurar: %s"
              .formatted(target, e.getMessage()));
    }
  }

  /** Looks for the customer in the hub, then in the CRM: a lead may be older than the hub. */
  Optional<Whose> whose(String target) {
    return find(target).map(this::known).or(() -> findInCrm(target.strip()));
  }

  private Whose known(String address) {
    Optional<Link> link = links.of(Contacts.conversation(address));
    return new Whose(
        address, link.map(Link::contact).orElse(null), link.map(Link::lead).orElse(null), true);
  }

  private Optional<Whose> findInCrm(String id) {
    return people
        .lead(id)
        .filter(Commands::reachable)
        .or(() -> people.contact(id))
        .filter(Commands::reachable)
        .map(
            found ->
                new Whose(String.valueOf(found.phone()), found.contact(), found.lead(), false));
  }

  private static boolean reachable(Found found) {
    return found.phone() != null;
  }

  /**
   * Finds a customer by number among those that the hub knows. The number is a lead of the CRM,
   * else a contact there, else any id or the phone of a conversation.
   *
   * @param target the number as written
   * @return the address; empty if the hub has no conversation with this customer
   */
  public Optional<String> find(String target) {
    String id = target.strip();
    return people
        .knownByLead(id)
        .or(() -> people.knownByContact(id))
        .or(() -> ids.key(id).flatMap(identities::address));
  }

  /**
   * Carries out an order.
   *
   * @param order the result of {@link #read}
   * @param by the author
   * @return the reply to the author, in Portuguese
   */
  public String obey(Order order, By by) {
    Whose whose = order.whose();
    if (!whose.met()) {
      links.learn(Contacts.conversation(whose.address()), whose.contact(), whose.lead());
    }
    switch (order.verb()) {
      case TAKE -> handOvers.take(order.address(), by);
      case GIVE_BACK -> handOvers.giveBack(order.address(), by);
      case STATUS -> {
        // Only a question.
      }
    }
    return state(order.address());
  }

  /**
   * Tells the state of a conversation.
   *
   * @param address the conversation's address
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

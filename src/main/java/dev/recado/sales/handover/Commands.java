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

/** Finds out whom a command is about, and whether it can be obeyed. */
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

  /** What a command comes to. */
  public sealed interface Reading {}

  /**
   * It can be obeyed.
   *
   * @param verb what is to be done
   * @param whose whose conversation it is about
   */
  public record Order(Command.Verb verb, Whose whose) implements Reading {

    /**
     * Tells how the customer is reached.
     *
     * @return the phone's digits, or the chat id where the phone is hidden
     */
    public String address() {
      return whose.address();
    }

    /**
     * Tells the lead.
     *
     * @return its id in the CRM, or null
     */
    public @Nullable String lead() {
      return whose.lead();
    }
  }

  /**
   * A customer whom a command is about.
   *
   * @param address how the customer is reached
   * @param contact the contact in the CRM, or null
   * @param lead the lead in the CRM, or null
   * @param met whether the hub knows the customer; else the CRM alone does, and told it just now
   */
  public record Whose(
      String address, @Nullable String contact, @Nullable String lead, boolean met) {}

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
   * @throws dev.recado.spine.flow.TryLaterException where only the CRM can know whom it means, and
   *     is away
   */
  public Reading read(Command command, @Nullable String chat) {
    return readAbout(command, chat == null ? null : known(chat));
  }

  Reading readAbout(Command command, @Nullable Whose chat) {
    String target = command.target();
    if (target != null) {
      return named(command.verb(), target);
    }
    return chat == null
        ? new Refusal(
            "Diga de qual conversa, com o número do lead, o do contato ou o telefone com DDD. Por"
                + " exemplo: /assumir 12345")
        : new Order(command.verb(), chat);
  }

  private Reading named(Command.Verb verb, String target) {
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

  /** Whom the hub knows, else whom the CRM knows: a lead may be older than the hub. */
  Optional<Whose> whose(String target) {
    return find(target).map(this::known).or(() -> inTheCrm(target.strip()));
  }

  private Whose known(String address) {
    Optional<Link> link = links.of(Contacts.conversation(address));
    return new Whose(
        address, link.map(Link::contact).orElse(null), link.map(Link::lead).orElse(null), true);
  }

  private Optional<Whose> inTheCrm(String id) {
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
   * Finds whom a number means among those the hub knows: a lead of the CRM, else a contact there,
   * else a conversation by any of its ids or its phone.
   *
   * @param target as somebody wrote it
   * @return the address; empty where nobody wrote or was written to
   */
  public Optional<String> find(String target) {
    String id = target.strip();
    return people
        .knownByLead(id)
        .or(() -> people.knownByContact(id))
        .or(() -> ids.key(id).flatMap(identities::address));
  }

  /**
   * Obeys an order.
   *
   * @param order as {@link #read} gave it
   * @param by who gave it
   * @return what to tell him, in Portuguese
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

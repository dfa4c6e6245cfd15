package dev.recado.systems.simulator;

import dev.recado.ground.web.Refusal;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Messages;
import dev.recado.spine.outbox.Offer;
import dev.recado.systems.simulator.SimulatedPhones.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Presses buttons and rows.
 *
 * <p>Meta's messages have them. WAHA's are a text with numbers, so the phone types the number. The
 * ids are not in that text; the hub's own record of the offer has them, so that one script can
 * press the same id on both.
 */
final class Presses {

  private static final Pattern NUMBERED =
      Pattern.compile("(?m)^(\\d{1,2})\\. ([^\\n]{1,200}?)(?: - [^\\n]{0,200})?$");

  /** How far back a phone looks for a message that offers something. */
  private static final int LOOK_BACK = 20;

  private final SimulatedPhones phones;
  private final Messages messages;

  Presses(SimulatedPhones phones, Messages messages) {
    this.phones = phones;
    this.messages = messages;
  }

  /**
   * Presses a button or a row of the last message that offers some.
   *
   * @param button its id, its title or its number
   * @param message the customer's message, still without content
   */
  Incoming press(String phone, Account account, String button, Incoming message) {
    Message offer =
        phones.ofBusiness(phone, account, LOOK_BACK).stream()
            .filter(one -> !one.extras().choices().isEmpty() || !numbered(one.text()).isEmpty())
            .findFirst()
            .orElseThrow(() -> noOffer(message));
    return offer.extras().choices().isEmpty()
        ? typed(account, message, button, numbered(offer.text()))
        : pressed(message, button, offer);
  }

  private static Incoming pressed(Incoming message, String button, Message offer) {
    List<Choice> choices = offer.extras().choices();
    Choice choice = choices.get(place(choices, button));
    Choice chosen = offer.kind().equals("list") ? choice : choice.pressed();
    return with(message, chosen.title(), Extras.pressed(chosen).replyingTo(offer.id()), offer);
  }

  private Incoming typed(Account account, Incoming message, String button, List<Choice> shown) {
    List<Choice> choices =
        messages
            .offered(
                Contacts.conversation(message.chatId().replaceFirst("@c\\.us$", "")),
                account.channel(),
                message.sentAt())
            .map(Presses::choices)
            .filter(offered -> titles(offered).equals(titles(shown)))
            .orElse(shown);
    int place = place(choices, button);
    Choice choice = choices.get(place).pressed();
    return with(message, Integer.toString(place + 1), Extras.pressed(choice), null);
  }

  private static Incoming with(
      Incoming message, String text, Extras extras, @Nullable Message about) {
    return new Incoming(
        message.id(),
        message.chatId(),
        message.type(),
        text,
        message.name(),
        message.sentAt(),
        extras,
        about);
  }

  private static List<String> titles(List<Choice> choices) {
    return choices.stream().map(Choice::title).toList();
  }

  private static List<Choice> choices(Offer offer) {
    return offer.choices().stream().map(Presses::choice).toList();
  }

  private static Choice choice(Map<String, Object> choice) {
    return new Choice(String.valueOf(choice.get("id")), String.valueOf(choice.get("title")), null);
  }

  /** The choices of a numbered text; without their ids, the numbers stand for them. */
  private static List<Choice> numbered(String text) {
    List<Choice> choices = new ArrayList<>();
    Matcher line = NUMBERED.matcher(text);
    while (line.find()) {
      if (Integer.parseInt(line.group(1)) == choices.size() + 1) {
        choices.add(new Choice(line.group(1), line.group(2), null));
      }
    }
    return choices;
  }

  private static int place(List<Choice> choices, String button) {
    return find(choices, button)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "The field 'button' names none of the last choices. There are: "
                        + choices.stream()
                            .map(choice -> choice.id() + " (" + choice.title() + ")")
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** An id goes before a title, and a title before a number. */
  private static Optional<Integer> find(List<Choice> choices, String button) {
    String wanted = button.strip();
    Optional<Integer> byId = first(choices, choice -> choice.id().equals(wanted));
    return byId.or(() -> first(choices, choice -> choice.title().equalsIgnoreCase(wanted)))
        .or(
            () ->
                wanted.matches("\\d{1,2}")
                    ? Optional.of(Integer.parseInt(wanted) - 1)
                        .filter(place -> place >= 0 && place < choices.size())
                    : Optional.empty());
  }

  private static Optional<Integer> first(List<Choice> choices, Predicate<Choice> wanted) {
    return IntStream.range(0, choices.size())
        .filter(place -> wanted.test(choices.get(place)))
        .boxed()
        .findFirst();
  }

  private static Refusal noOffer(Incoming message) {
    return Refusal.badRequest(
        "The field 'button': no message to "
            + message.chatId()
            + " on this channel offers buttons or a list.");
  }
}

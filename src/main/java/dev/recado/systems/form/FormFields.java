package dev.recado.systems.form;

import dev.recado.chat.intent.PlainText;
import dev.recado.ground.phone.Phones;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * Reads from any form who filled it in and what the visitor wants. The names of the fields and the
 * form builder may differ. The Kamelet {@code form-fields-action} uses it.
 */
public final class FormFields {

  /** The trigger that a form may name; any other value counts as {@code form}. */
  private static final Set<String> TRIGGERS =
      Set.of("formulario", "site", "download", "agendamento");

  /** In characters; a longer text is not a choice but the visitor's own words. */
  private static final int LONGEST_CHOICE = 60;

  private static final int LONGEST_PHONE = 60;

  private final Function<String, Optional<String>> areas;

  /**
   * Creates the reader.
   *
   * @param areas finds the area of the company in a text
   */
  FormFields(Function<String, Optional<String>> areas) {
    this.areas = areas;
  }

  /**
   * Sets the variable {@code form}, a map whose shape {@code form-fields-action} describes. It has
   * no key for a field that the form does not have.
   *
   * @param exchange its body holds the fields
   */
  public void set(Exchange exchange) {
    List<Answer> all = FormAnswers.of(exchange.getMessage().getBody());
    List<Answer> answers =
        all.stream()
            .filter(answer -> !answer.text().isEmpty() && !FormConsent.asked(answer))
            .sorted(Comparator.comparing(Answer::apart))
            .toList();
    Map<String, Object> form = form(answers);
    form.put("refused", FormConsent.refused(all));
    exchange.setVariable("form", form);
  }

  private Map<String, Object> form(List<Answer> answers) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("trigger", trigger(answers));
    name(answers).ifPresent(name -> form.put("name", name));
    email(answers).ifPresent(email -> form.put("email", email));
    area(answers).ifPresent(area -> form.put("area", area));
    text(answers, FieldNames::message).ifPresent(message -> form.put("message", message));
    text(answers, FieldNames::origin).ifPresent(origin -> form.put("origin", origin));
    phone(answers)
        .ifPresentOrElse(
            phone -> form.put("phone", phone),
            () -> unnamed(answers).ifPresent(field -> form.put("unnamedField", field)));
    return form;
  }

  private static Optional<String> text(List<Answer> answers, Predicate<Answer> meant) {
    return answers.stream().filter(meant).map(Answer::text).findFirst();
  }

  private static Optional<String> email(List<Answer> answers) {
    return text(answers, answer -> FieldNames.email(answer) && answer.text().contains("@"))
        .or(() -> text(answers, FieldNames::email));
  }

  private static Optional<String> name(List<Answer> answers) {
    List<Answer> names =
        answers.stream()
            .filter(answer -> !answer.apart() || !inside(answers))
            .filter(answer -> !answer.text().contains("@") && FieldNames.phoneRank(answer) < 0)
            .toList();
    Optional<String> first = text(names, FieldNames::firstName);
    Optional<String> last = text(names, FieldNames::lastName);
    Optional<String> whole =
        text(
            names,
            answer ->
                FieldNames.name(answer)
                    && !FieldNames.firstName(answer)
                    && !FieldNames.lastName(answer)
                    && !FieldNames.personOrCompany(answer));
    Optional<String> one =
        whole
            .or(() -> first)
            .or(() -> text(names, FieldNames::personOrCompany).map(FormFields::person));
    return last.isPresent() && one.isPresent() && one.get().indexOf(' ') < 0
        ? Optional.of(one.get() + " " + last.get())
        : one;
  }

  /** Takes the person from "Rita Alves / Padaria Sol". */
  private static String person(String personAndCompany) {
    return personAndCompany.split("\\s*[/|,;]\\s*|\\s+[-–—]\\s+", 2)[0];
  }

  private static boolean inside(List<Answer> answers) {
    return answers.stream().anyMatch(answer -> !answer.apart());
  }

  /** As it was written, with the area code if that has its own field. */
  private static Optional<String> phone(List<Answer> answers) {
    Stream<String> parted = parted(answers).stream();
    Stream<String> whole =
        answers.stream()
            .filter(answer -> FieldNames.phoneRank(answer) >= 0)
            .filter(answer -> answer.text().matches("(?s).*\\p{Nd}.*"))
            .filter(answer -> !FieldNames.phoneHead(answer) && !FieldNames.phoneTail(answer))
            .filter(
                answer ->
                    answer.text().length() > 5
                        || !FieldNames.areaCode(answer) && !FieldNames.countryCode(answer))
            // A number that is typed twice only confirms the first one.
            .sorted(Comparator.comparing(FieldNames::again).thenComparingInt(FieldNames::phoneRank))
            .map(Answer::text);
    List<String> written =
        Stream.concat(whole, parted).map(phone -> withCodes(answers, phone)).toList();
    return Optional.of(Phones.first(written).written()).filter(phone -> !phone.isEmpty());
  }

  /** Some builders have one field for each half. */
  private static Optional<String> parted(List<Answer> answers) {
    return text(answers, FieldNames::phoneHead)
        .flatMap(head -> text(answers, FieldNames::phoneTail).map(tail -> head + "-" + tail));
  }

  private static String withCodes(List<Answer> answers, String phone) {
    Optional<String> country =
        text(answers, FieldNames::countryCode)
            .map(code -> code.replaceAll("\\D", ""))
            .filter(code -> code.matches("[1-9]\\d{0,2}") && !code.equals("55"));
    if (country.isPresent() && phone.indexOf('+') < 0) {
      return "+" + country.get() + " " + phone;
    }
    Optional<String> area =
        text(answers, FieldNames::areaCode)
            .map(code -> code.replaceAll("\\D", ""))
            .filter(code -> code.matches("0?\\d{2}"));
    return area.isPresent() && Phones.digits(phone).isEmpty()
        ? "(" + area.get() + ") " + phone
        : phone;
  }

  private Optional<String> area(List<Answer> answers) {
    Optional<String> named =
        text(
            answers,
            answer ->
                FieldNames.area(answer)
                    && !FieldNames.areaCode(answer)
                    && FieldNames.phoneRank(answer) < 0);
    return named.or(
        () ->
            answers.stream()
                .filter(answer -> answer.text().length() <= LONGEST_CHOICE && !answer.apart())
                .filter(answer -> !FieldNames.name(answer) && !FieldNames.origin(answer))
                .flatMap(answer -> areas.apply(answer.text()).stream())
                .findFirst());
  }

  /** A number in a field with another name may be anything, so a person must look. */
  private static Optional<String> unnamed(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> !FieldNames.technical(answer))
        .filter(answer -> answer.text().length() <= LONGEST_PHONE)
        .filter(answer -> Phones.read(answer.text()).numbers().stream().anyMatch(Phones::mobile))
        .findFirst()
        .map(answer -> answer.labels().isEmpty() ? "?" : answer.labels().get(0));
  }

  private static String trigger(List<Answer> answers) {
    return text(answers, FieldNames::trigger)
        .map(text -> PlainText.fold(text).replaceAll("[^a-z]+", ""))
        .filter(TRIGGERS::contains)
        .orElse("formulario");
  }
}

package dev.recado.systems.form;

import java.util.List;

/**
 * Tells whether the visitor of a form has refused messages, in any words of question and answer
 * (LGPD; docs/contracts.md#consent-and-opt-out).
 */
final class FormConsent {

  private FormConsent() {}

  /**
   * Whether the visitor wants no message: an answer says so, or a box was left empty and no other
   * answer says yes. A "no" to calls does not undo a "yes" to WhatsApp.
   */
  static boolean refused(List<Answer> all) {
    List<ConsentAnswer> answers =
        all.stream()
            .flatMap(
                answer ->
                    ConsentQuestion.of(answer)
                        .filter(ConsentQuestion::counts)
                        .map(question -> new ConsentAnswer(question, answer.text()))
                        .stream())
            .toList();
    List<ConsentAnswer> refusals = answers.stream().filter(ConsentAnswer::refuses).toList();
    if (refusals.isEmpty()) {
      return answers.stream().anyMatch(ConsentAnswer::unticked)
          && answers.stream().noneMatch(ConsentAnswer::agrees);
    }
    boolean byWhatsApp = answers.stream().anyMatch(one -> one.agrees() && one.namesWhatsApp());
    return !byWhatsApp || !refusals.stream().allMatch(ConsentAnswer::namesPhone);
  }

  /** Whether a field asks for consent; such a field holds neither a phone nor a name. */
  static boolean asked(Answer answer) {
    return ConsentQuestion.of(answer).isPresent();
  }
}

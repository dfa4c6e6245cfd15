package dev.recado.systems.form;

import java.util.List;

/**
 * Whether a form's visitor has refused to be written to, in whatever words it was asked and
 * answered (LGPD; docs/contracts.md#consent-and-opt-out).
 */
final class FormConsent {

  private FormConsent() {}

  /**
   * Whether the visitor wants no message: an answer says so, or a box was left empty and nothing
   * else says yes. A no to calls leaves a yes to WhatsApp as it is.
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

  /** Whether a field asks for consent, and so holds neither a phone nor a name. */
  static boolean asked(Answer answer) {
    return ConsentQuestion.of(answer).isPresent();
  }
}

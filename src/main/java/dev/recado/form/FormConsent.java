package dev.recado.form;

import dev.recado.intent.PlainText;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a form's visitor has refused to be written to, in whatever words it was asked and
 * answered (LGPD; contracts/09-brazil.md, section 5).
 */
final class FormConsent {

  /** What asks for it. */
  private static final Pattern ASKS =
      Pattern.compile(
          "(?:.* )?(?:aceit[a-z]*|autoriz[a-z]*|concord[a-z]*|consent[a-z]*|permit[a-z]*|permissao"
              + "|lgpd|gdpr|acceptance|accept|agree|agreement|allow|optin|opt in|privacidade|privacy"
              + "|receber (?:mensage[mn]s?|contatos?|comunica[a-z]*|novidades|ofertas|promocoes|mais"
              + "|informacoes|(?:no |pelo |por |via )?whatsapp)|ser (?:contatad|chamad|avisad)[oa]"
              + "|pod(?:e|em|emos)(?: te| lhe)? (?:chamar|contatar|enviar|mandar|falar|escrever|entrar)"
              + "|posso(?: te)? (?:chamar|contatar|enviar|mandar)|notificac[a-z]*"
              + "|contato (?:por|via|pelo) whatsapp|unsubscribed?|optout|opt out|descadastr[a-z]*"
              + "|nao (?:me )?(?:contat[a-z]*|envi[a-z]*|mand[a-z]*|perturb[a-z]*)"
              + "|nao (?:quero|desejo)|do not (?:contact|disturb))(?: .*)?");

  /** What asks for all that stands below it. */
  private static final Pattern ASKS_BELOW =
      Pattern.compile("(?:.* )?(?:consent[a-z]*|lgpd|gdpr|optin|opt in|permissions)(?: .*)?");

  /** What is asked the other way round. */
  private static final Pattern REFUSES =
      Pattern.compile(
          "(?:.* )?(?:nao|not|don t|unsubscribed?|opt ?out|descadastr[a-z]*|recus[a-z]*)(?: .*)?");

  /** Consent to mail alone says nothing of WhatsApp. */
  private static final Pattern MAIL =
      Pattern.compile("(?:.* )?(?:e ?mails?|newsletter|sms)(?: .*)?");

  private static final Pattern MESSAGES =
      Pattern.compile(
          "(?:.* )?(?:whats[a-z]*|zap|wpp|mensage[mn]s?|messages?|contat[a-z]*|telefone|celular"
              + "|communications|lgpd)(?: .*)?");

  private static final Pattern NO =
      Pattern.compile(
          "(?:nao|n|no|not|nope|nunca|never|false|falso|0|off|denied|negad[oa]|negativo|recus[a-z]*"
              + "|declined?|refused?|rejected|unchecked|unticked|disagree|revoked|desmarcad[oa]"
              + "|discord[a-z]*|[☐❌✗✘👎]|i do(?:n.?t| not))(?:[ ,.;:!-].*)?"
              + "|prefiro nao.*|(?:so|somente|apenas|prefiro)(?: por)? e.?mail.*");

  /** A hidden field of the same name says no in case the box is not ticked; and it was. */
  private static final Pattern TICKED =
      Pattern.compile("(?:0|off|false|no|nao), (?:1|on|true|yes|sim)");

  private static final Pattern NO_OBJECTION =
      Pattern.compile("nao (?:tenho|vejo|me (?:importo|oponho)|ha).*");
  private static final Set<String> BLANK =
      Set.of("", "null", "undefined", "none", "nenhum", "nenhuma");

  private FormConsent() {}

  /** Whether any answer says that no message is wanted. */
  static boolean refused(List<Answer> answers) {
    return answers.stream().anyMatch(FormConsent::refuses);
  }

  /** Whether a field asks for consent, and so holds neither a phone nor a name. */
  static boolean asked(Answer answer) {
    return names(answer).findAny().isPresent();
  }

  private static boolean refuses(Answer answer) {
    return names(answer)
        .filter(name -> !MAIL.matcher(name).matches() || MESSAGES.matcher(name).matches())
        .findFirst()
        .map(name -> REFUSES.matcher(name).matches() ? yes(answer.text()) : no(answer.text()))
        .orElse(false);
  }

  /** By what it is called it asks for consent, or by that and what stands around it. */
  private static Stream<String> names(Answer answer) {
    String around = Answer.words(String.join(" ", answer.within()));
    boolean below = ASKS_BELOW.matcher(around).matches();
    if (below && answer.labels().isEmpty()) {
      return Stream.of(around);
    }
    return answer.labels().stream()
        .map(Answer::words)
        .filter(name -> below || ASKS.matcher(name).matches())
        .map(name -> below ? around + " " + name : name);
  }

  private static boolean no(String text) {
    String plain = PlainText.fold(text);
    return BLANK.contains(plain)
        || NO.matcher(plain).matches()
            && !NO_OBJECTION.matcher(plain).matches()
            && !TICKED.matcher(plain).matches();
  }

  private static boolean yes(String text) {
    String plain = PlainText.fold(text);
    return !BLANK.contains(plain) && !NO.matcher(plain).matches();
  }
}

package dev.recado.systems.form;

import dev.recado.chat.intent.PlainText;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A visitor's answer to a question for consent, in words or by a tick. */
final class ConsentAnswer {

  private static final String THANKS =
      "(?: ?[,.;!-]? ?(?:muito )?(?:obrigad[oa]|thanks?|thank you).*)?";

  private static final String NO_WORDS =
      "nao|n|not|nope|nah|nunca|jamais|never|false|falso|0|off|denied|negad[oa]|negativ[oa]"
          + "|recus[a-z]*|rejeit[a-z]*|declined?|refused?|rejected|unchecked|unticked|disagree|revoked"
          + "|desmarcad[oa]|discord[a-z]*|dispens[a-z]*|nenhum[a-z]*|unsubscribed?|opt.?out|[❌✗✘👎]";

  private static final String NO_PHRASES =
      "prefiro (?:que )?nao.*|nem (?:pensar|a pau|morto|ferrando).*|sem interesse.*"
          + "|(?:de|em|sob) (?:forma|modo|jeito|maneira|hipotese) (?:algum|alguma|nenhum|nenhuma)\\b.*";

  /** Portuguese "no" means "in the". So it refuses only alone, or before English words. */
  private static final Pattern NO =
      Pattern.compile(
          "(?:"
              + NO_WORDS
              + ")(?:[ ,.;:!?()\\[\\]-].*)?|no(?: ?[,.;:!-].*)?"
              + "|no (?:thank|thx|please|way|sir|never|i |not).*|i do(?:n.?t| not).*|"
              + NO_PHRASES);

  /** The answer "no" to a question that asks for something other than yes or no. */
  private static final Pattern BARE_NO =
      Pattern.compile("(?:" + NO_WORDS + "|no)" + THANKS + "|" + NO_PHRASES);

  /** A refusal at the end: "Melhor não", "agora não", "quero não, obrigada". */
  private static final Pattern ENDS_IN_NO = Pattern.compile(".{0,80}\\bnao" + THANKS);

  private static final Pattern SAYS_NO =
      Pattern.compile(
          "(?:.{0,80}\\b)?nao (?:me )?(?:quer(?:o|ia)?|desej[oa]|aceit[oa]|autoriz[oa]|concord[oa]"
              + "|permit[oe]|consint[oa]|consent[a-z]*|gostaria|mand(?:e|em|a)|envi(?:e|em|a)"
              + "|contat(?:e|em)|cham(?:e|em|a)|escrev(?:a|am|e)|perturb(?:e|em)|receber"
              + "|(?:por|pelo|via|no) (?:whats[a-z]*|zap))(?:\\W.*)?");
  private static final Pattern SAYS_NO_IN_ENGLISH =
      Pattern.compile("no (?:whats[a-z]*|messages?|contact|texts?|marketing)\\b.*");

  private static final Pattern YES =
      Pattern.compile("(?:sim|s|yes|y|claro(?! que nao)|ok|com certeza|(?:e )?por ?que nao)\\b.*");

  /** An agreement; a condition may follow, but no refusal. */
  private static final Pattern AGREES =
      Pattern.compile("(?:eu )?(?:aceito|autorizo|concordo|permito|pode|i agree|i accept)\\b.*");

  private static final Pattern NO_OBJECTION =
      Pattern.compile(
          "nao (?:tenho (?!interesse)|vejo|me (?:importo|oponho)|ha|tem problema|se aplica).*"
              + "|nenhuma? (?:problema|objecao).*|no problem.*");

  /** A hidden field of the same name says "no" for an empty box; here the box was ticked. */
  private static final Pattern TICKED =
      Pattern.compile("(?:0|off|false|no|nao), (?:1|on|true|yes|sim)");

  private static final Set<String> BLANK = Set.of("", "null", "undefined", "none");

  private static final String MARK = "(?:[(\\[]\\s*[xv✓✔✗✘]\\s*[)\\]]|[☑☒✅])";
  private static final String WORDS = "([^()\\[\\]☐□☑☒✅]{1,200})";

  /** In characters; a longer text lists no boxes, and a search in it would take long. */
  private static final int LONGEST_CHOICE = 300;

  /** "( ) Sim (x) Não": the text after the mark. */
  private static final Pattern MARKED = Pattern.compile("(?iu)" + MARK + WORDS);

  /** "Sim ( ) Não (x)": the text before the mark. */
  private static final Pattern MARKED_BEHIND = Pattern.compile("(?iu)" + WORDS + MARK);

  private static final Pattern UNMARKED = Pattern.compile("[(\\[]\\s*[)\\]]|[☐□]");

  private static final String ELSEWHERE =
      "(?:um )?(?:e.?mail|correio eletronico|ligac[a-z]*|ligar|telefonema|sms|correio|carta|calls?"
          + "|phone calls?)";
  private static final Pattern ONLY_ELSEWHERE =
      Pattern.compile(
          "(?:(?:sim|nao|mas|so|somente|apenas|prefiro|only|just|por favor)[ ,.]+){0,4}"
              + "(?:so|somente|apenas|prefiro|only|just)(?: por| via| pelo| pela| uma| by)? "
              + ELSEWHERE
              + "\\b.*|(?:por |via |pelo |pela |by )?"
              + ELSEWHERE);
  private static final Pattern MENTIONS_ELSEWHERE =
      Pattern.compile("(?:.*\\b)?" + ELSEWHERE + "\\b.*");
  private static final Pattern MENTIONS_US =
      Pattern.compile(
          ".*\\b(?:whats|zap|wpp|mensage|messag|tanto faz|qualquer|tod[oa]s|ambos|any|all|both).*");

  private final ConsentQuestion question;
  private final String text;

  ConsentAnswer(ConsentQuestion question, String text) {
    this.question = question;
    this.text = PlainText.fold(marked(text));
  }

  private static String marked(String text) {
    if (text.length() > LONGEST_CHOICE) {
      return text;
    }
    boolean wordsFirst = !text.isEmpty() && Character.isLetter(text.charAt(0));
    String marked =
        (wordsFirst ? MARKED_BEHIND : MARKED)
            .matcher(text)
            .results()
            .map(one -> one.group(1))
            .collect(Collectors.joining(" "));
    boolean unmarked = marked.isBlank() && UNMARKED.matcher(text).find();
    return unmarked ? "" : marked.isBlank() ? text : marked;
  }

  /** Whether it is a box that was left empty. */
  boolean unticked() {
    return BLANK.contains(text) && question.box() && !question.inverted();
  }

  /** Whether the visitor wants no message. */
  boolean refuses() {
    if (BLANK.contains(text)) {
      return false;
    }
    if (question.inverted()) {
      return saysNo() || !no();
    }
    return question.open() ? saysNo() || question.channel() && choosesNone() : no();
  }

  private boolean no() {
    if (is(ONLY_ELSEWHERE)) {
      return true;
    }
    return !is(TICKED)
        && !is(NO_OBJECTION)
        && !is(YES)
        && (is(NO) || is(ENDS_IN_NO) || saysNo() && !is(AGREES));
  }

  private boolean saysNo() {
    return is(SAYS_NO) || question.english() && is(SAYS_NO_IN_ENGLISH);
  }

  /** Whether the visitor chose no channel, or only channels that the hub does not use. */
  private boolean choosesNone() {
    return is(BARE_NO) || is(MENTIONS_ELSEWHERE) && !is(MENTIONS_US);
  }

  private boolean is(Pattern pattern) {
    return pattern.matcher(text).matches();
  }

  boolean agrees() {
    return !BLANK.contains(text) && !question.open() && !refuses();
  }

  boolean namesWhatsApp() {
    return question.namesWhatsApp();
  }

  boolean namesPhone() {
    return question.namesPhone();
  }
}

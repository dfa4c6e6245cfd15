package dev.recado.form;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a field is for, by what it is called: by its words, whatever stands around them.
 *
 * <p>Case, accents, digits, hyphens and underscores do not matter.
 */
final class FieldNames {

  /** The best first: who names a WhatsApp wants to be written to there. */
  private static final List<Pattern> PHONES =
      List.of(
          words("whatsapp|whats|whatsap|wpp|wapp|zap|zapzap"),
          words("celular|cel|cell|mobile|mobilephone|telefonecelular|cellphone|movel|movil"),
          words(
              "telefone|telefones|tel|fone|phone|phones|telephone|phonenumber|telefono|ramal"
                  + "|numero(?= (?:de )?contato)|fonecontato|foneparacontato"),
          Pattern.compile("numero|contato|seu numero|numero de contato"));

  private static final Pattern AREA_CODE =
      Pattern.compile(
          "ddd|cod(?:igo)? (?:de )?area|area code|areacode|prefixo|ddd (?:do )?(?:telefone|celular"
              + "|whatsapp)|(?:telefone|celular|whatsapp|fone|tel) ddd");
  private static final Pattern COUNTRY_CODE =
      Pattern.compile(
          "ddi|cod(?:igo)? (?:do )?pais|country code|countrycode|phone country code"
              + "|(?:telefone|celular|whatsapp|phone) ddi");

  private static final Pattern EMAIL = words("email|e mail|mail|emailaddress|correo");
  private static final Pattern NAME =
      words("nome|name|nombre|nomecompleto|fullname|names|firstname|primeironome|cliente");
  private static final Pattern FIRST_NAME =
      Pattern.compile("(?:.* )?(?:first name|firstname|primeiro nome|primeironome|first)");
  private static final Pattern LAST_NAME =
      Pattern.compile(
          "(?:.* )?(?:last name|lastname|sobrenome|ultimo nome|ultimonome|surname|last"
              + "|family name)");
  private static final Pattern NOT_A_PERSON =
      words(
          "empresa|company|fantasia|razao|social|form|formulario|projeto|produto|pagina|page|site"
              + "|campanha|campaign|utm|usuario|user|username|arquivo|file|cidade|city|rua|evento|event"
              + "|loja|store|dominio|domain|host|bairro|street|pai|mae|pet|widget|menu|session|field"
              + "|cookie|browser|empreendimento|unidade|condominio|curso|plano");
  private static final Pattern AREA =
      words(
          "area|areadeinteresse|interesse|interesses|interest|assunto|subject|produto|product|servico"
              + "|service|ambiente|ambientes|comodo|comodos|projeto|departamento|setor|menu");
  private static final Pattern NOT_AN_AREA = words("page|pagina|id|url|m|metragem|tamanho|code");
  private static final Pattern MESSAGE =
      words(
          "mensagem|message|comentario|comentarios|comments|comment|observacao|observacoes|texto"
              + "|textarea|duvida|duvidas|recado|descricao|conte|descreva|detalhes|obs|ajudar");
  private static final Set<String> ORIGINS =
      Set.of(
          "origem",
          "source",
          "pagina",
          "page",
          "campanha",
          "utm campaign",
          "utm source",
          "utmcampaign",
          "utmsource",
          "page url",
          "pageurl",
          "url",
          "referer",
          "referrer");
  private static final Set<String> TRIGGERS = Set.of("gatilho", "trigger");

  /** What builders and browsers add: numbers in it are nobody's phone. */
  private static final Pattern TECHNICAL =
      words(
          "id|ids|uuid|guid|token|key|hash|nonce|form|ip|agent|url|date|data|time|hora|timestamp"
              + "|created|updated|submitted|at|cpf|cnpj|rg|cep|zip|postal|utm|gclid|fbclid|fbc|fbp|ga"
              + "|valor|price|amount|numero|pedido|order|session|version|captcha|recaptcha|nascimento"
              + "|carimbo|adset|ad|campaign|page|portal|referrer|user|protocolo|matricula|conta");

  private FieldNames() {}

  private static Pattern words(String words) {
    return Pattern.compile("(?:.* )?(?:" + words + ")(?: .*)?");
  }

  /** How well a field is named for a phone: 0 for the best, -1 where it is none. */
  static int phoneRank(Answer answer) {
    int best = -1;
    for (String label : answer.labels()) {
      String words = Answer.words(label);
      for (int rank = 0; rank < PHONES.size(); rank++) {
        if (PHONES.get(rank).matcher(words).matches() && (best < 0 || rank < best)) {
          best = rank;
        }
      }
    }
    return best;
  }

  static boolean phone(String label) {
    return PHONES.stream().limit(3).anyMatch(name -> name.matcher(Answer.words(label)).matches());
  }

  static boolean areaCode(Answer answer) {
    return called(answer, AREA_CODE);
  }

  static boolean countryCode(Answer answer) {
    return called(answer, COUNTRY_CODE);
  }

  static boolean email(Answer answer) {
    return called(answer, EMAIL);
  }

  static boolean name(Answer answer) {
    return called(answer, NAME) && person(answer);
  }

  static boolean firstName(Answer answer) {
    return called(answer, FIRST_NAME) && person(answer);
  }

  static boolean lastName(Answer answer) {
    return called(answer, LAST_NAME) && person(answer);
  }

  private static boolean person(Answer answer) {
    String around =
        answer.within().isEmpty() ? "" : answer.within().get(answer.within().size() - 1);
    return !called(answer, NOT_A_PERSON)
        && (FormAnswers.HOLDERS.contains(around.toLowerCase(Locale.ROOT))
            || !NOT_A_PERSON.matcher(Answer.words(around)).matches());
  }

  static boolean area(Answer answer) {
    return called(answer, AREA) && !called(answer, NOT_AN_AREA);
  }

  static boolean message(Answer answer) {
    return called(answer, MESSAGE);
  }

  static boolean origin(Answer answer) {
    return answer.labels().stream().map(Answer::words).anyMatch(ORIGINS::contains)
        || answer.within().stream().map(Answer::words).anyMatch(ORIGINS::contains);
  }

  static boolean trigger(Answer answer) {
    return answer.labels().stream().map(Answer::words).anyMatch(TRIGGERS::contains);
  }

  static boolean technical(Answer answer) {
    return called(answer, TECHNICAL);
  }

  private static boolean called(Answer answer, Pattern words) {
    return answer.labels().stream().anyMatch(label -> words.matcher(Answer.words(label)).matches());
  }
}

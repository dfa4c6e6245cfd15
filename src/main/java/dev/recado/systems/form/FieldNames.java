package dev.recado.systems.form;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the purpose of a field by the words of its name, among any other words.
 *
 * <p>Case, accents, digits, hyphens and underscores do not matter.
 */
final class FieldNames {

  /** The best first: a visitor who fills in a WhatsApp field wants messages there. */
  private static final List<Pattern> PHONES =
      List.of(
          words("whatsapp|whats|whatsap|wpp|wapp|zap|zapzap"),
          words(
              "celular|cel|cell|mobile|mobilephone|telefonecelular|cellphone|movel|movil|telemovel"
                  + "|handy"),
          words(
              "telefone|telefones|tel|fone|phone|phones|telephone|phonenumber|telefono|telefon"
                  + "|telefonnummer|ramal|numero(?= (?:de )?contato)|fonecontato|foneparacontato"),
          onlyOf(
              "numero|number|num|contato|contact",
              "qual|e|c|no|nr|o|a|os|as|de|d[ao]|p|para|pra|com|me|nos|um|seu|sua|teu|meu|minha|your|my|the"
                  + "|is|what|informe|digite|insira|deixe|coloque|preencha|enter|please|por|favor"
                  + "|melhor|principal|atual|aqui|n|ddd|codigo de area|wa|retorno|retornarmos|ligar(?:mos)?"
                  + "|falar|obrigatori[ao]|required"));

  /** The first part of a number that has several fields. */
  private static final Pattern PHONE_HEAD =
      Pattern.compile(
          "(?:.* )?(?:phone|telephone|telefone|fone|tel|celular) (?:first|prefix|prefixo)");

  private static final Pattern PHONE_TAIL =
      Pattern.compile("(?:.* )?(?:phone|telephone|telefone|fone|tel|celular) (?:last|line|sufixo)");

  private static final Pattern AREA_CODE =
      Pattern.compile(
          "ddd|cod(?:igo)? (?:de )?area|area code|areacode|prefixo|ddd (?:do )?(?:telefone|celular"
              + "|whatsapp)|(?:telefone|celular|whatsapp|fone|tel) ddd|(?:phone|telefone|tel) area");
  private static final Pattern COUNTRY_CODE =
      Pattern.compile(
          "ddi|cod(?:igo)? (?:do )?pais|country code|countrycode|(?:phone|telefone) country(?: code)?"
              + "|(?:telefone|celular|whatsapp|phone) ddi");

  private static final Pattern EMAIL = words("email|e mail|mail|emailaddress|correo");
  private static final Pattern NAME =
      words("nome|name|nombre|nomecompleto|fullname|names|firstname|primeironome|cliente");
  private static final Pattern FIRST_NAME =
      Pattern.compile(
          "(?:.* )?(?:first name|firstname|primeiro nome|primeironome|first|nome primeiro)");
  private static final Pattern LAST_NAME =
      Pattern.compile(
          "(?:.* )?(?:last name|lastname|sobrenome|ultimo nome|ultimonome|surname|last"
              + "|family name|nome ultimo)");

  /** One field for first and last name. */
  private static final Pattern BOTH_NAMES =
      words(
          "(?:nome|nombre|name|first|primeiro nome)(?: completo)? [eya](?:nd)? (?:seu |o )?"
              + "(?:sobrenome|apellidos?|surname|last name|family name|ultimo nome)");

  private static final Pattern CALLED =
      Pattern.compile(
          "como (?:[a-z]+ ){0,4}(?:te|lhe|voce|vc|se|ser) cham(?:ar|ad[oa]|a|amos)(?: .*)?"
              + "|como (?:[a-z]+ ){0,3}chamar (?:voce|vc)(?: .*)?|como te chamamos|quem e voce"
              + "|(?:what|how) (?:should|can|may|do) we (?:call|address) you(?: .*)?");
  private static final Pattern PERSON_OR_COMPANY =
      words(
          "(?:nome|name) (?:e|ou|and|or) (?:d[ao] |sua )?(?:empresa|company|razao social|nome fantasia)"
              + "|(?:razao social|empresa) (?:e|ou) (?:seu )?nome"
              + "|nome (?:completo )?d[oa] (?:responsavel|proprietari[oa]|don[oa]|gerente|contato)");
  private static final Pattern NOT_A_PERSON =
      words(
          "empresa|company|fantasia|razao|social|form|formulario|projeto|produto|pagina|page|site"
              + "|campanha|campaign|utm|usuario|user|username|arquivo|file|cidade|city|rua|evento|event"
              + "|loja|store|dominio|domain|host|bairro|street|pai|mae|pet|widget|menu|session|field"
              + "|cookie|browser|empreendimento|unidade|condominio|curso|plano");

  /** A third person whom the visitor names and who did not ask for anything. */
  private static final Pattern ANOTHERS =
      words(
          "amig[oa]s?|indicad[oa]s?|indicacao|indique|vendedora?|corretora?|arquitet[oa]|(?<!sua )loja|recados?"
              + "|conjuge|espos[oa]|marido|mulher|filh[oa]s?|irma|irmao|parente|vizinh[oa]"
              + "|fiadora?|emergencia|referencias?|testemunha|friend|referral|referred|spouse|emergency"
              + "|seller|salesperson|store");

  private static final Pattern AGAIN =
      words(
          "confirm|confirme|confirma|confirmar|confirmacao|repita|repetir|repeat|novamente|again");
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

  /** Fields that builders and browsers add; numbers in them are not phones. */
  private static final Pattern TECHNICAL =
      words(
          "id|ids|uuid|guid|token|key|hash|nonce|form|ip|agent|url|date|data|time|hora|timestamp"
              + "|created|updated|submitted|at|cpf|cnpj|rg|cep|zip|postal|utm|gclid|fbclid|fbc|fbp|ga"
              + "|valor|price|amount|pedido|order|session|version|captcha|recaptcha|nascimento"
              + "|carimbo|adset|ad|campaign|page|portal|referrer|user|protocolo|matricula|conta|cartao|contrato|apolice|processo|nota|nf|fatura");

  private FieldNames() {}

  private static Pattern words(String words) {
    return Pattern.compile("(?:.* )?(?:" + words + ")(?: .*)?");
  }

  /** One of the words, surrounded only by small words. */
  private static Pattern onlyOf(String words, String small) {
    String around = "(?:(?:" + small + "|" + words + ") ){0,8}";
    return Pattern.compile(around + "(?:" + words + ")(?: (?:" + small + ")){0,8}");
  }

  /** How well the name of a field fits a phone: 0 is best, -1 means no phone. */
  static int phoneRank(Answer answer) {
    if (called(answer, ANOTHERS)) {
      return -1;
    }
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
    return calledWithin(answer, AREA_CODE);
  }

  static boolean countryCode(Answer answer) {
    return calledWithin(answer, COUNTRY_CODE);
  }

  static boolean phoneHead(Answer answer) {
    return calledWithin(answer, PHONE_HEAD);
  }

  static boolean phoneTail(Answer answer) {
    return calledWithin(answer, PHONE_TAIL);
  }

  static boolean email(Answer answer) {
    return called(answer, EMAIL);
  }

  static boolean name(Answer answer) {
    return called(answer, CALLED) || called(answer, NAME) && person(answer);
  }

  static boolean firstName(Answer answer) {
    return called(answer, FIRST_NAME) && !called(answer, BOTH_NAMES) && person(answer);
  }

  static boolean lastName(Answer answer) {
    return called(answer, LAST_NAME) && !called(answer, BOTH_NAMES) && person(answer);
  }

  /** Whether the name of a company may follow that of the person. */
  static boolean personOrCompany(Answer answer) {
    return called(answer, PERSON_OR_COMPANY);
  }

  private static boolean person(Answer answer) {
    String around =
        answer.within().isEmpty() ? "" : answer.within().get(answer.within().size() - 1);
    return (!called(answer, NOT_A_PERSON) || personOrCompany(answer))
        && !called(answer, ANOTHERS)
        && (FormAnswers.HOLDERS.contains(around.toLowerCase(Locale.ROOT))
            || !NOT_A_PERSON.matcher(Answer.words(around)).matches());
  }

  /** Whether it asks for the same thing a second time. */
  static boolean again(Answer answer) {
    return called(answer, AGAIN);
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

  /** By its own name, or by its name after that of its group: the "Area" of a "Phone". */
  private static boolean calledWithin(Answer answer, Pattern words) {
    int last = answer.within().size() - 1;
    return called(answer, words)
        || last >= 0
            && answer.labels().stream()
                .map(label -> Answer.words(answer.within().get(last) + " " + label))
                .anyMatch(name -> words.matcher(name).matches());
  }

  private static boolean called(Answer answer, Pattern words) {
    return answer.labels().stream().anyMatch(label -> words.matcher(Answer.words(label)).matches());
  }
}

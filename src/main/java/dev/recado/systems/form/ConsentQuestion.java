package dev.recado.systems.form;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A field that asks for consent to send messages, recognised by its name.
 *
 * @param words of its name, with the names around it if these make it such a question
 */
record ConsentQuestion(String words) {

  /** What the messages are called. */
  private static final String MESSAGES =
      "whats[a-z]*|zap|wpp|mensage[mn]s?|messages?|messaging|contat[a-z]*|contact|contacted"
          + "|comunica[a-z]*|communicat[a-z]*|marketing|novidades?|ofertas?|promoc[a-z]*|propagandas?"
          + "|publicidade|informac[a-z]*|news|updates?|notificac[a-z]*|notifications?|avisos|lembretes"
          + "|envio";

  private static final String LEAVE =
      "aceit[a-z]*|autoriz[a-z]*|concord[a-z]*|consent[a-z]*|permit[a-z]*|permiss[a-z]*"
          + "|accept(?:s|ed|ance|ing)?|agree[a-z]*|allow(?:s|ed)?";

  /** Consent to these is consent to messages as well. */
  private static final String POLICY =
      "termos?|terms|polic[a-z]*|politica[a-z]*|dados|data|condicoes de uso|regulamento";

  private static final String SMALL_WORDS =
      "eu|nos|voce|vc|o|os|a|as|d[eoa]s?|em|n[oa]s?|com|que|e|ou|me|te|lhe|aos?|se|li|declaro|estou"
          + "|ciente|sim|por|para|pra|minhas?|meus?|suas?|seus?|ja|i|to|the|of|we|you|your|my|and|form"
          + "|nao|field|fields|checkbox|check|box|input|cf|q|aqui|obrigatori[oa]|required|receber|x";

  /** Nouns that forms use only for consent. */
  private static final Pattern ALWAYS =
      called("lgpd|gdpr|opt ?in|privacidade|privacy|aceite|acceptance|consent[a-z]*|agreement");

  private static final Pattern LEAVE_FOR = called(LEAVE);
  private static final Pattern OURS = called(MESSAGES + "|" + POLICY);
  private static final Pattern NOTHING_MORE = Pattern.compile(LEAVE + "|" + SMALL_WORDS);

  /** Questions about messages without a verb of consent. */
  private static final Pattern RECEIVES =
      called("(?:receb[a-z]*|receive|get) (?:[a-z]+ ){0,4}?(?:" + MESSAGES + ")");

  private static final Pattern MAY_WE =
      called(
          "ser (?:contatad|contactad|chamad|avisad)[oa]"
              + "|(?:pode|podem|podemos|posso)(?: te| lhe| voce)?"
              + " (?:chamar|contatar|falar com voce|falar contigo|escrever|entrar em contato)"
              + "|(?:pode|podem|podemos|posso) (?:[a-z]+ ){0,2}?(?:enviar|mandar)"
              + " (?:[a-z]+ ){0,3}?(?:"
              + MESSAGES
              + ")"
              + "|(?:may|can) we (?:contact|text|message|write|whatsapp|send)"
              + "|(?:send|contact|text|message|reach) me|receber mais informacoes");
  private static final Pattern ON_WHATSAPP =
      called(
          "(?:no|pelo|por|via|on|by|through|over) (?:o |a )?(?:whats[a-z]*|zap|wpp)"
              + "|(?:whats[a-z]*|zap|wpp) (?:ok|sim|yes|permitid[oa]|allowed|updates|marketing"
              + "|mensagens|messages|notifications|notificacoes|promocoes|novidades)");

  /** Asks by which channel the visitor wants an answer. */
  private static final Pattern CHANNEL =
      called(
          "(?:prefer[a-z]*|melhor) (?:[a-z]+ ){0,4}?"
              + "(?:contat[a-z]*|contact|canal|comunicac[a-z]*|falar|retorno|atendimento|respost[a-z]*)"
              + "|(?:deseja|quer|quero|gostaria|devemos) (?:[a-z]+ ){0,3}?"
              + "(?:contat[a-z]*|comunicac[a-z]*|retorno)"
              + "|(?:forma|meio|canal|preferencia|metodo) (?:preferid[oa] )?(?:de|para|do) (?:o )?"
              + "(?:contato|comunicacao|retorno|atendimento|resposta)(?: preferid[oa])?"
              + "|(?:canal|meio|contato) (?:preferid[oa]|preferencial|de preferencia)"
              + "|preferred (?:[a-z]+ )?(?:method|channel|way|contact)|contact (?:preference|method)"
              + "|how (?:should|would|can|do|may) (?:[a-z]+ ){0,4}?(?:contact|contacted|reach)");

  /** Asks not for yes or no, but for a day, a place or a channel. */
  private static final Pattern OPEN =
      Pattern.compile(
          "(?:(?:por|para|em|a|de|ate) )?(?:qual|quais|quando|onde|como|que|quem|quanto|which|when"
              + "|where|how|what|informe|digite|insira|deixe|preencha)(?: .*)?"
              + "|(?:.* )?(?:horarios?|periodo|turno|por onde|data em|best|melhor|prefer[a-z]*"
              + "|forma de contato|meio de contato|canal)(?: .*)?"
              + "|.* (?:por|pelo|pela|via|em|no|by|through)");

  private static final Pattern TIME =
      called("horarios?|periodo|turno|quando|data|dia|dias|when|time|day|hour");

  private static final Pattern INVERTED =
      called(
          "nao (?:me )?(?:quero|desejo|aceito|autorizo|concordo|permito|gostaria|receber|envi(?:e|ar|em)"
              + "|mand(?:e|ar|em)|cham(?:e|ar|em)|contat[a-z]*|perturb[a-z]*)"
              + "|(?:do not|don t) (?:want|wish|send|contact|disturb|text|message|agree|accept|allow)"
              + "|not (?:contact|disturb)");
  private static final Pattern GOES = called("unsubscribed?|opt ?out|descadastr[a-z]*|recus[a-z]*");
  private static final Pattern ENDS_IT =
      called(
          "unsubscribed?|opt ?out|descadastr[a-z]*|(?:do not|don t) (?:contact|disturb|text|message)"
              + "|nao (?:me )?(?:contat[a-z]*|perturb[a-z]*|envi(?:e|ar|em)|mand(?:e|ar|em))"
              + "|nao (?:quero|desejo|gostaria de) (?:receber|ser (?:contatad|chamad)[oa])");

  /** A field that the builder adds to the tick. */
  private static final Pattern COMPANION =
      Pattern.compile(
          "(?:.* )?(?:timestamp|ip|errors?|erros?|text|(?<!de )texto|description|descricao|version|versao|url"
              + "|link|html|note|nota|hash|id|source|(?<!(?:my|your|personal|the) )data|date|time|hora"
              + "|label)|data (?:d[eoa]|em) .*");

  private static final String OTHER_CHANNELS =
      "e ?mails?|newsletter|sms|ligac[a-z]*|ligar|calls?|telefonema|impress[oa]|correio";
  private static final Pattern OTHER_CHANNEL = called(OTHER_CHANNELS);
  private static final Pattern OTHER_PURPOSE =
      called(
          "parceir[a-z]*|terceir[a-z]*|compartilh[a-z]*|partners?|third|share|sharing|imagem|imagens"
              + "|fotos?|informac[a-z]* sobre (?!(?:os |as )?(?:noss[a-z]*|produtos|servicos|novidades"
              + "|promoc[a-z]*|ofertas|lancamentos)).+");
  private static final Pattern TERMS = called("termos?|terms|lgpd|gdpr|privacidade|privacy");
  private static final Pattern NAMES_MESSAGES =
      called(
          "whats[a-z]*|zap|wpp|mensage[mn]s?(?! (?:por|via|de) e ?mail)|messages?(?! by e ?mail)|lgpd");
  private static final Pattern PHONE = called("telefone|telefonic[oa]|fone|phone|celular");
  private static final Pattern WHATSAPP = called("whats[a-z]*|zap|wpp|mensage[mn]s?|messages?");

  /** Asks what the visitor has, did, is called or wants to say. */
  private static final Pattern SOMETHING_ELSE =
      called(
          "ja|tem|possui|usa|utiliza|comprou|falou|conhec[a-z]*|cliente|soube|nome|name|esta|numero"
              + "|mensagem|message|comentarios?|duvidas?|observac[a-z]*");

  private static final Pattern CALLED_BY =
      Pattern.compile("(?:.* )?como .*cham(?:ar|ad[oa]|a|am|amos|o)(?: .*)?");

  /** A group whose name makes all fields in it questions for consent. */
  private static final Pattern ASKS_BELOW =
      called("consent[a-z]*|lgpd|gdpr|optin|opt in|permissions");

  /** A phone or an e-mail address is no answer to this question, unless a "no" stands before it. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?isuU)(?!\\s*(?:(?:eu )?n[aã]o|s[oó]|somente|apenas|prefiro|only|no)\\b)"
              + "(?:.*(?:\\d\\D{0,3}){4}.*|.*@.*)");

  private static final Pattern WANTS_TO_RECEIVE = called("(?:quero|desejo|gostaria de) receber");
  private static final Pattern ENGLISH =
      called("receive|send|contact|messages?|text|you|your|us|me|preferred|preference|updates");

  /** In characters; a label may hold a whole legal text. */
  private static final int LONGEST = 2_000;

  private static Pattern called(String words) {
    return Pattern.compile("(?:.* )?(?:" + words + ")(?: .*)?");
  }

  /** The question of a field; empty if the field asks for something else. */
  static Optional<ConsentQuestion> of(Answer answer) {
    String around = Answer.words(String.join(" ", answer.within()));
    boolean below = ASKS_BELOW.matcher(around).matches();
    if (below && answer.labels().isEmpty()) {
      return Optional.of(new ConsentQuestion(around));
    }
    if (is(ADDRESS, answer.text())) {
      return Optional.empty();
    }
    Stream<String> names = answer.labels().stream().map(Answer::words).map(ConsentQuestion::cut);
    return names
        .filter(name -> below || asks(name))
        .map(name -> new ConsentQuestion(below ? around + " " + name : name))
        .findFirst();
  }

  private static String cut(String name) {
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }

  private static boolean asks(String name) {
    if (is(CALLED_BY, name)) {
      return false;
    }
    boolean leave =
        is(ALWAYS, name)
            || is(LEAVE_FOR, name) && (is(OURS, name) || nothingElse(name))
            || is(RECEIVES, name)
            || is(MAY_WE, name)
            || is(ENDS_IT, name);
    return leave || !is(SOMETHING_ELSE, name) && (is(ON_WHATSAPP, name) || is(CHANNEL, name));
  }

  private static boolean nothingElse(String name) {
    return Arrays.stream(name.split(" ")).allMatch(word -> is(NOTHING_MORE, word));
  }

  /** Whether the answer decides about the hub's messages. */
  boolean counts() {
    boolean elsewhere = is(OTHER_CHANNEL, words) && !is(NAMES_MESSAGES, words);
    boolean otherwise = is(OTHER_PURPOSE, words) && !namesWhatsApp() && !is(TERMS, words);
    return !is(COMPANION, words) && (!elsewhere || channel()) && !otherwise;
  }

  boolean open() {
    return is(OPEN, words);
  }

  boolean channel() {
    return open() && !is(TIME, words);
  }

  boolean inverted() {
    return is(INVERTED, words) || is(GOES, words) && !is(LEAVE_FOR, words);
  }

  /** Whether it is a box to tick; then an empty answer means something. */
  boolean box() {
    return !open() && (is(ALWAYS, words) || is(LEAVE_FOR, words) || is(WANTS_TO_RECEIVE, words));
  }

  boolean namesWhatsApp() {
    return is(WHATSAPP, words);
  }

  /** Whether it may be about phone calls only. */
  boolean namesPhone() {
    return is(PHONE, words) && !namesWhatsApp();
  }

  boolean english() {
    return is(ENGLISH, words);
  }

  private static boolean is(Pattern pattern, String words) {
    return pattern.matcher(words).matches();
  }
}

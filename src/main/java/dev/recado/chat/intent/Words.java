package dev.recado.chat.intent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text into words in their full spelling. */
final class Words {

  /** A run of letters and digits, or one other character: an emoji, a question mark. */
  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}\\s]");

  private static final Pattern DIGITS = Pattern.compile("\\p{N}+");
  private static final Pattern LAUGHTER = Pattern.compile("k{2,}|(rs|ha|he|hue)\\1+[a-z]?");

  /** Portuguese has rr and ss. Any other repeated letter is a typing habit. */
  private static final Pattern REPEATED = Pattern.compile("(?:(r|s)\\1{2,})|(?:([a-qt-z])\\2+)");

  /** Stands for all emojis of one kind: the feeling matters, not the choice of heart or hand. */
  private static final String KIND =
      "👍👏🙌🙏🤝👊👌💪🫶🤗😊☺🙂😉😃😄😁😇🤩🥰😍😘❤💙💚💛💜🧡🤍🩷💖💕🌹🌻🌷💐✅💯";

  private static final String ANGRY = "😡🤬😠😤👎🖕💢";
  private static final String LAUGHING = "😂🤣😹😆😅";

  /** The abbreviations of customers, each after its full word. */
  private static final Map<String, String> ABBREVIATIONS =
      abbreviations(
          """
          voce: vc ce oce; voces: vcs ceis; que: q; o que: oq; porque: pq; nao: n nn num;
          sim: s; beleza: blz blza; tambem: tb tbm; quanto: qto qt qnto;
          quando: qdo qnd qd; obrigado: obg obgd brigado; obrigada: obgda brigada;
          mensagem: msg; mensagens: msgs; pagamento: pgto pagto pgmto; hoje: hj;
          amanha: amh; tudo: td; muito: mto mt; muita: mta; para: pra p; para o: pro;
          para as: pras; esta: ta; estou: to tou; estao: tao; estava: tava;
          por favor: pfv pf pfvr; valeu: vlw; falou: flw; ninguem: ngm; mesmo: msm;
          cade: kd; depois: dps; agora: agr; comigo: cmg; contigo: ctg; todos: tds;
          gente: gnt; verdade: vdd; whatsapp: zap zapzap whats wpp; celular: cel;
          telefone: fone; nota fiscal: nf; com: c; de: d; e: eh; ja: jah;
          bom dia: bd bdia
          """);

  private static final Pattern ANGRY_EMOJI = Pattern.compile("[" + ANGRY + "]");

  private Words() {}

  /** Gives a text without the emojis of anger. */
  static String withoutAnger(String text) {
    return ANGRY_EMOJI.matcher(text).replaceAll(" ").strip();
  }

  private static Map<String, String> abbreviations(String list) {
    Map<String, String> abbreviations = new HashMap<>();
    for (String group : list.strip().split(";\\s+")) {
      String[] sides = group.split(": ");
      for (String shorter : sides[1].split(" ")) {
        abbreviations.put(shorter, sides[0]);
      }
    }
    return Map.copyOf(abbreviations);
  }

  /**
   * Splits a text.
   *
   * @return folded words in their order, abbreviations written out, every number as {@code 0}
   */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Matcher token = TOKEN.matcher(PlainText.fold(text));
    while (token.find()) {
      words.addAll(List.of(spellOut(token.group()).split(" ")));
    }
    return words;
  }

  private static String spellOut(String token) {
    String word = DIGITS.matcher(token).replaceAll("0");
    if (LAUGHTER.matcher(word).matches() || LAUGHING.contains(word)) {
      return "kk";
    }
    if (KIND.contains(word)) {
      return "👍";
    }
    if (ANGRY.contains(word)) {
      return "😡";
    }
    String known = ABBREVIATIONS.get(word);
    if (known != null) {
      return known;
    }
    String squeezed = REPEATED.matcher(word).replaceAll("$1$2");
    return ABBREVIATIONS.getOrDefault(squeezed, squeezed);
  }
}

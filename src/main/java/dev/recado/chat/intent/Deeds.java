package dev.recado.chat.intent;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Words that claim an action, done or under way. The LLM cannot act, so such a claim is never true.
 */
final class Deeds {

  private static final String DEED =
      "(?:cancel|agend|reagend|marc|marqu|remarc|remarqu|desmarc|desmarqu|reserv|exclu|remov|apag|apagu"
          + "|delet|transfer|encaminh|envi|mand|atualiz|alter|mud|registr|confirm|estorn|emit|ger|cri"
          + "|solicit|pag|pagu|liber|bloque|desbloque|cadastr|descadastr|process|aprov|negoci|fech"
          + "|encerr|anot|devolv|reembols|parcel|adicion|finaliz|conclu|quit|baix|abat|perdo|zer|reduz"
          + "|acion|providenci|repass|notific|notifiqu|avis|separ|pass|cham|conced|dobr)";

  private static final List<Pattern> KINDS =
      List.of(
          Pattern.compile("\\b" + DEED + "(?:ei|i|amos|emos|imos)\\b"),
          Pattern.compile("\\b" + DEED + "\\w*(?:rei|remos)\\b"),
          Pattern.compile("\\b" + DEED + "(?:ad|id)[oa]s?\\b"),
          Pattern.compile(
              "\\b(?:estou|estamos|vamos) (?:\\w+ ){0,2}?" + DEED + "(?:[aei]ndo|[aei]r)\\b"),
          Pattern.compile(
              "\\b(?:abri|fiz|fizemos|dei|demos|resolvi|resolvemos|acabei de|acabamos de)\\b"),
          Pattern.compile(
              "\\b(?:esta|foi|consta|ficou|como) (?:ja )?(?:pag|feit|resolvid|abert)[oa]s?\\b"),
          // Any announced action, except to help and to explain.
          Pattern.compile(
              "\\b(?:vou|irei|iremos)\\b(?! (?:te |lhe )?(?:ajud|explic|precis|adorar|gostar))"));

  private Deeds() {}

  /** Tells whether a folded text claims an action. */
  static boolean in(String text) {
    return KINDS.stream().anyMatch(kind -> kind.matcher(text).find());
  }
}

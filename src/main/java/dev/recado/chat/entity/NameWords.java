package dev.recado.chat.entity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells words of names from other words, and writes names properly. */
final class NameWords {

  private static final Set<String> PARTICLES =
      Set.of("de", "da", "do", "das", "dos", "e", "di", "del", "della", "van", "von", "y");

  /**
   * Words that are no names: answers, greetings, small words, verbs of a chat, relations and
   * trades; folded.
   */
  private static final Set<String> NO_NAMES =
      Set.copyOf(
          List.of(
              """
          sim nao s n ss nn claro certo ok okay okey beleza blz fechado combinado isso exato talvez
          oi ola opa oie alo bom boa dia tarde noite tchau obrigado obrigada obg valeu vlw desculpa
          tudo bem tranquilo joia legal otimo perfeito entendi calma espera aguarde depende nenhum nenhuma eita ue hein hum uai amor querido querida
          quem que qual quais quando onde como porque pq quanto quantos cade
          eu tu voce vc ele ela voces vcs eles elas me te se comigo contigo lhe mim ti gente ninguem alguem ngm
          o a os as um uma uns umas ao aos no na nos nas em por pra pro para com sem sobre ate desde
          meu minha meus minhas seu sua seus suas nosso nossa teu tua
          este esta esse essa isto aquele aquela aquilo esses essas mesmo mesma outro outra unico unica
          mas ou porem entao tambem tb tbm so apenas ja ainda agora depois antes hoje amanha ontem sempre
          nunca aqui ai ali la mais menos muito muita pouco nada algo
          sou es foi era ser sao estou esta estamos estava estao to ta tava tou tamo fica ficou fico vive
          continua tenho tem temos tinha ter vou vai vamos vao ir quero quer queria queremos querendo
          preciso precisa precisava gostaria gosto prefiro posso pode podemos poderia consigo consegue
          faz faco fazer fiz diz digo falo fala falar falando liga ligar ligo manda mandar mande envia
          vejo ver veja vi sei sabe saber sla acho achei vim veio vem moro mora trabalho trabalha
          comprei comprar compro pago pagar paguei recebi receber fui estive deixa parar pare sair
          cancelar cancela stop voltar menu inicio ajuda atendente humano atendimento continuar remover
          cliente titular responsavel dono proprietario proprietaria gerente funcionario funcionaria
          secretaria vendedor vendedora advogado advogada motorista entregador sindico inquilino
          mae pai esposa esposo marido mulher filho filha irmao irma tio tia avo sobrinho sobrinha neto
          sogra sogro cunhado cunhada namorado namorada amigo amiga vizinho vizinha pessoa cara moca moco
          favor nome sobrenome apelido cpf cnpj telefone celular email endereco numero
          loja empresa oficina clinica escola financeiro recepcao setor departamento escritorio
          boleto fatura conta via pix pedido produto preco valor duvida problema link site
          teste robo bot chatbot segredo anonimo importa interessa dizer falei errado errada"""
                  .split("\\s+")));

  /** "kkkk", "hahaha", "blz", "oiii", "aaaa". */
  private static final Pattern NOISE =
      Pattern.compile(
          "k{2,}|(?:ha|he|hi|rs|hua){2,}h?|[b-df-hj-np-tv-xz]{3,}|oi+|.*(.)\\1\\1\\1.*");

  private NameWords() {}

  /** Tells whether a word can be part of a name. A particle can. */
  static boolean isName(String word) {
    String folded = Reading.fold(word);
    return isParticle(word) || !(NO_NAMES.contains(folded) || NOISE.matcher(folded).matches());
  }

  /** Tells whether a word only joins the words of a name. */
  static boolean isParticle(String word) {
    return PARTICLES.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Tells whether a word begins with a capital and is not all in capitals. */
  static boolean isCapitalised(String word) {
    return word.length() > 1
        && Character.isUpperCase(word.charAt(0))
        && Character.isLowerCase(word.charAt(1));
  }

  /** Writes a word as names are written: {@code da}, {@code D'Ávila}, {@code Ana-Lúcia}. */
  static String written(String word) {
    if (isParticle(word)) {
      return word.toLowerCase(Locale.ROOT);
    }
    if (isCapitalised(word)) {
      return word; // mixed capitals are kept: McArthur, DiCaprio
    }
    StringBuilder written = new StringBuilder(word.length());
    boolean first = true;
    for (int c : word.codePoints().toArray()) {
      written.appendCodePoint(first ? Character.toTitleCase(c) : Character.toLowerCase(c));
      first = c == '\'' || c == '-';
    }
    return written.toString();
  }
}

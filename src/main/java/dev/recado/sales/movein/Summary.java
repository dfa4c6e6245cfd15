package dev.recado.sales.movein;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an import did. */
final class Summary {

  /** How many refusals an answer shows. */
  static final int SHOWN = 200;

  /** The counts of one kind. */
  static final class Counts {
    @JsonProperty("novos")
    private long added;

    @JsonProperty("alterados")
    private long changed;

    @JsonProperty("iguais")
    private long unchanged;

    @JsonProperty("recusados")
    private long refused;

    private void count(Change change) {
      switch (change) {
        case NEW -> added++;
        case CHANGED -> changed++;
        case UNCHANGED -> unchanged++;
        case CHANGED_BY_A_PART -> {
          unchanged--;
          changed++;
        }
        case COUNTED -> {}
      }
    }

    private String told(String kind) {
      return "%s: %d novos, %d alterados, %d iguais, %d recusados"
          .formatted(kind, added, changed, unchanged, refused);
    }
  }

  private final boolean rehearsal;
  private final Map<String, Counts> kinds = new LinkedHashMap<>();
  private final Set<String> ignored = new TreeSet<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  Summary(boolean rehearsal) {
    this.rehearsal = rehearsal;
  }

  private Counts of(Kind kind) {
    return kinds.computeIfAbsent(kind.plural(), name -> new Counts());
  }

  void count(Kind kind, Change change) {
    of(kind).count(change);
  }

  void refuse(Kind kind, Refusal refusal) {
    of(kind).refused++;
    if (refusals.size() < SHOWN) {
      refusals.add(refusal);
    }
  }

  void ignore(Set<String> names) {
    ignored.addAll(names);
  }

  void notice(List<String> sentences) {
    notices.addAll(sentences);
  }

  /** Whether it was only a rehearsal. */
  @JsonProperty("ensaio")
  boolean rehearsal() {
    return rehearsal;
  }

  /** The counts by kind. */
  @JsonProperty("tipos")
  Map<String, Counts> kinds() {
    return kinds;
  }

  /** What the hub has no place for. */
  @JsonProperty("ignorados")
  Set<String> ignored() {
    return ignored;
  }

  /** The first refusals. */
  @JsonProperty("recusas")
  List<Refusal> refusals() {
    return refusals;
  }

  /** What a person should know although nothing is wrong. */
  @JsonProperty("avisos")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  List<String> notices() {
    return notices;
  }

  long refused() {
    return kinds.values().stream().mapToLong(one -> one.refused).sum();
  }

  /** As lines for a terminal. */
  List<String> told() {
    List<String> lines = new ArrayList<>();
    kinds.forEach((kind, counts) -> lines.add(counts.told(kind)));
    if (!ignored.isEmpty()) {
      lines.add(
          "não trazidos, porque o hub não tem lugar para eles: " + String.join(", ", ignored));
    }
    lines.addAll(notices);
    if (rehearsal) {
      lines.add("Foi um ensaio (--dry-run): nada foi gravado.");
    }
    return lines;
  }
}

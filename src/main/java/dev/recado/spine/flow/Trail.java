package dev.recado.spine.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** The way of one run through its flow: the last decisions, and the step that failed. */
final class Trail {

  /** An integrator looks at the last decisions; a loop may take thousands. */
  private static final int MOST = 8;

  private static final int LONGEST = 120;

  private final Deque<Turn> turns = new ArrayDeque<>();
  private volatile @Nullable NamedNode step;
  private @Nullable NamedNode failed;
  private @Nullable Throwable failure;

  /** A decision, and the branch that was taken. */
  private static final class Turn {

    private final NamedNode step;
    private @Nullable String taken;

    Turn(NamedNode step, @Nullable String taken) {
      this.step = step;
      this.taken = taken;
    }
  }

  /** Notes that a step begins. */
  void begins(NamedNode next) {
    step = next;
  }

  /** Notes that a choice or filter begins. */
  synchronized void decides(NamedNode decision) {
    add(new Turn(decision, null));
  }

  /** Notes that a branch of a choice or filter begins. */
  synchronized void takes(NamedNode decision, String branch) {
    for (Turn turn : turns) {
      if (turn.step == decision) {
        turn.taken = branch;
        return;
      }
    }
  }

  /** Notes that the effect of the current step was not wanted. */
  synchronized void skips() {
    NamedNode here = step;
    if (here != null) {
      add(new Turn(here, "o seu 'when' não valeu"));
    }
  }

  private void add(Turn turn) {
    turns.addFirst(turn);
    if (turns.size() > MOST) {
      turns.removeLast();
    }
  }

  /** Notes the innermost step that an exception left. */
  synchronized void fails(NamedNode where, Throwable with) {
    if (!within(with)) {
      failed = where;
      failure = with;
    }
  }

  /** A step that holds others fails with what one of them threw, perhaps wrapped. */
  private boolean within(Throwable with) {
    for (Throwable t = with; t != null; t = t.getCause()) {
      if (t == failure) {
        return true;
      }
    }
    return false;
  }

  /** The step in which a run failed; empty if it failed in none. */
  synchronized Optional<NamedNode> failedStep() {
    return Optional.ofNullable(failed);
  }

  /** The last decisions in one sentence; null if there was none. */
  synchronized @Nullable String told() {
    if (turns.isEmpty()) {
      return null;
    }
    List<String> words = new ArrayList<>();
    turns.descendingIterator().forEachRemaining(turn -> words.add(told(turn)));
    return "Nada a fazer: " + String.join("; ", words);
  }

  private static String told(Turn turn) {
    String taken =
        turn.taken != null
            ? turn.taken
            : turn.step instanceof ChoiceDefinition ? "nenhum ramo" : "não passou";
    return id(turn.step) + ": " + taken;
  }

  /** The whole id of a step, which is the one in metrics. */
  static String id(NamedNode step) {
    RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
    String prefix = route == null ? null : route.getNodePrefixId();
    String id = String.valueOf(step.getId());
    return prefix == null || id.startsWith(prefix) ? id : prefix + id;
  }

  /** The expression of a step as its author wrote it. */
  static String expression(HasExpressionType step) {
    String text = String.valueOf(step.getExpressionType().getExpression()).strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}

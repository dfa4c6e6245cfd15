package dev.recado.chat.intent;

import dev.recado.ground.process.Daemons;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import opennlp.tools.ml.model.Event;
import opennlp.tools.ml.model.MaxentModel;

/**
 * Trains models one at a time, in a thread that gives way to others. Training takes ten seconds of
 * a processor.
 *
 * <p>The tests of a saved phrase book and the hub itself need the same model. It is trained once,
 * and kept as long as somebody uses it.
 */
final class Training {

  private static final Executor THREAD = Executors.newSingleThreadExecutor(givingWay());

  private static final Map<ByteBuffer, WeakReference<MaxentModel>> MODELS = new HashMap<>();

  private Training() {}

  /** A wish only: Linux gives each thread its share, whatever the priority. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static ThreadFactory givingWay() {
    ThreadFactory daemons = Daemons.named("intent-training");
    return work -> {
      Thread thread = daemons.newThread(work);
      thread.setPriority(Thread.MIN_PRIORITY);
      return thread;
    };
  }

  /** Lets work wait for its turn in the thread. */
  static <T> CompletableFuture<T> begin(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, THREAD);
  }

  /** Finds the model of these phrases, or trains it. */
  static synchronized MaxentModel model(List<Event> events) {
    MODELS.values().removeIf(model -> model.get() == null);
    ByteBuffer mark = ByteBuffer.wrap(ShippedModel.mark(events));
    WeakReference<MaxentModel> known = MODELS.get(mark);
    MaxentModel model = known == null ? null : known.get();
    if (model == null) {
      model = ShippedModel.of(events).orElseGet(() -> LocalClassifier.learn(events));
      MODELS.put(mark, new WeakReference<>(model));
    }
    return model;
  }
}

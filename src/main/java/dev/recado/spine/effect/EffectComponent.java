package dev.recado.spine.effect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * The Camel endpoint below the effect Kamelets: {@code effect:<kind>?name=expression}.
 *
 * <p>Each option is a Simple expression of the flow's author, or a tree of such expressions,
 * compiled once and evaluated for each event. What an event carries is only ever a value, never an
 * expression. The option {@code when} is a predicate: where it is false there is no effect, and the
 * other options are not looked at.
 */
public final class EffectComponent extends DefaultComponent {

  private static final String WHEN = "when";

  private final EffectTaker taker;

  /**
   * Creates the component that Camel finds by itself outside the hub: a dry run that prints
   * effects.
   */
  public EffectComponent() {
    this(DryRun.printing());
  }

  /**
   * Creates the component of the hub.
   *
   * @param taker takes the effects
   */
  public EffectComponent(EffectTaker taker) {
    this.taker = taker;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String kind, Map<String, Object> parameters) {
    Map<String, Object> options = new LinkedHashMap<>();
    parameters.forEach((name, value) -> options.put(name, LiteralTree.read(String.valueOf(value))));
    parameters.clear();
    return new EffectEndpoint(uri, this, taker.kind(kind, options.keySet()), options);
  }

  private static final class EffectEndpoint extends DefaultEndpoint {

    private final EffectTaker.Kind kind;
    private final Map<String, Object> options;

    EffectEndpoint(
        String uri, EffectComponent component, EffectTaker.Kind kind, Map<String, Object> options) {
      super(uri, component);
      this.kind = kind;
      this.options = options;
    }

    @Override
    public Producer createProducer() {
      Map<String, EffectOption> compiled = new LinkedHashMap<>();
      options.forEach(
          (name, option) -> {
            if (!name.equals(WHEN)) {
              compiled.put(name, EffectOption.of(option, getCamelContext()));
            }
          });
      return new EffectProducer(this, kind, when(), compiled);
    }

    /** One that is left out, or empty, is always true. */
    private Predicate when() {
      String text = String.valueOf(options.getOrDefault(WHEN, "")).strip();
      if (text.isEmpty()) {
        return exchange -> true;
      }
      Predicate when = getCamelContext().resolveLanguage("simple").createPredicate(text);
      when.init(getCamelContext());
      return when;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("An effect is emitted, not consumed");
    }
  }

  private static final class EffectProducer extends DefaultProducer {

    private final EffectTaker.Kind kind;
    private final Predicate when;
    private final Map<String, EffectOption> options;

    EffectProducer(
        Endpoint endpoint,
        EffectTaker.Kind kind,
        Predicate when,
        Map<String, EffectOption> options) {
      super(endpoint);
      this.kind = kind;
      this.when = when;
      this.options = options;
    }

    @Override
    public void process(Exchange exchange) {
      if (!when.matches(exchange)) {
        kind.skip(exchange);
        return;
      }
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      options.forEach((name, option) -> values.put(name, option.value(exchange)));
      kind.take(exchange, values);
    }
  }
}

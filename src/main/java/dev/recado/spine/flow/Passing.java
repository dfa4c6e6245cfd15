package dev.recado.spine.flow;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Stands before each step: skips the remaining steps of a run that has ended, and notes the way of
 * the run in its {@link Trail}.
 *
 * <p>Camel passes a stop up through Kamelets and {@code direct:} routes by itself. It does not
 * where a part of the run has its own exchange, as in a {@code split}: there the other parts, and
 * the steps after them, would go on.
 */
final class Passing implements InterceptStrategy {

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode step, Processor target, @Nullable Processor next) {
    return ofAuthor(step) ? new Noted(target, step) : new Unnoted(target);
  }

  /** Authors know the steps of their routes, and not the inner ones of a Kamelet. */
  private static boolean ofAuthor(NamedNode step) {
    RouteDefinition route =
        step instanceof ProcessorDefinition<?> one ? ProcessorDefinitionHelper.getRoute(one) : null;
    return route != null && !Boolean.TRUE.equals(route.isKamelet());
  }

  private static boolean skip(Exchange exchange, AsyncCallback callback) {
    exchange.setRouteStop(true);
    callback.done(true);
    return true;
  }

  private static final class Unnoted extends DelegateAsyncProcessor {

    Unnoted(Processor target) {
      super(target);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Effects effects = Effects.in(exchange);
      return effects != null && effects.ended()
          ? skip(exchange, callback)
          : super.process(exchange, callback);
    }
  }

  private static final class Noted extends DelegateAsyncProcessor {

    private final NamedNode step;
    private final boolean decides;
    private final @Nullable String branch;

    Noted(Processor target, NamedNode step) {
      super(target);
      this.step = step;
      this.decides = step instanceof ChoiceDefinition || step instanceof FilterDefinition;
      this.branch = branch(step);
    }

    /** The branch whose first step this is, in words; null for any other step. */
    private static @Nullable String branch(NamedNode step) {
      NamedNode parent = step.getParent();
      if (parent instanceof FilterDefinition filter) {
        return first(step, filter.getOutputs()) ? "passou" : null;
      }
      if (!(parent instanceof ChoiceDefinition choice)) {
        return null;
      }
      for (WhenDefinition when : choice.getWhenClauses()) {
        if (first(step, when.getOutputs())) {
          return "when " + Trail.expression(when);
        }
      }
      OtherwiseDefinition otherwise = choice.getOtherwise();
      return otherwise != null && first(step, otherwise.getOutputs()) ? "otherwise" : null;
    }

    private static boolean first(NamedNode step, List<ProcessorDefinition<?>> steps) {
      return !steps.isEmpty() && steps.get(0) == step;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Effects effects = Effects.in(exchange);
      if (effects == null) {
        return super.process(exchange, callback);
      }
      if (effects.ended()) {
        return skip(exchange, callback);
      }
      Trail trail = effects.trail();
      trail.begins(step);
      if (branch != null) {
        trail.takes(step.getParent(), branch);
      }
      if (decides) {
        trail.decides(step);
      }
      return super.process(
          exchange,
          done -> {
            Exception failure = exchange.getException();
            if (failure != null) {
              trail.fails(step, failure);
            }
            callback.done(done);
          });
    }
  }
}

package dev.recado.spine.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of {@code quartz:} in flows: {@code from: quartz:<group>/<name>?cron=…} declares a
 * schedule and starts no trigger, and a message sent to {@code quartz:<group>/<name>} goes to that
 * flow.
 *
 * <p>A Camel context of flows lives from one save to the next. Camel's own trigger would end with
 * it, and times in between would be lost (ADR 0034).
 */
final class ScheduleComponent extends DefaultComponent {

  private final ZoneId house;
  private final Clock clock;
  private final Map<String, Declaration> declared = new ConcurrentHashMap<>();

  ScheduleComponent(ZoneId house, Clock clock) {
    this.house = house;
    this.clock = clock;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String address, Map<String, Object> parameters) {
    Map<String, String> options = new LinkedHashMap<>();
    parameters.forEach((name, value) -> options.put(name, String.valueOf(value)));
    parameters.clear();
    return new ScheduleEndpoint(uri, this, address, options);
  }

  /** The address of a flow. With options it is the beginning of a flow. */
  static final class ScheduleEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private final ScheduleComponent component;
    private final String address;
    private final Map<String, String> options;

    ScheduleEndpoint(
        String uri, ScheduleComponent component, String address, Map<String, String> options) {
      super(uri, component);
      this.component = component;
      this.address = address;
      this.options = options;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new Declaration(
          this, processor, component, Schedule.of(address, options, component.house));
    }

    /** Camel's own refusal of a second consumer would name the address but not the remedy. */
    @Override
    public boolean isMultipleConsumersSupported() {
      return true;
    }

    @Override
    public Producer createProducer() {
      return new ToTheFlow(this, component, address);
    }
  }

  /** The beginning of a route. It knows its schedule and waits for messages. */
  static final class Declaration extends DefaultConsumer {

    private final ScheduleComponent component;
    private final Schedule schedule;
    private @Nullable Instant since;

    Declaration(
        Endpoint endpoint, Processor processor, ScheduleComponent component, Schedule schedule) {
      super(endpoint, processor);
      this.component = component;
      this.schedule = schedule;
    }

    Schedule schedule() {
      return schedule;
    }

    /** When this state of the folder was started. */
    Instant since() {
      return since == null ? component.clock.instant() : since;
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      since = component.clock.instant();
      if (component.declared.putIfAbsent(schedule.key(), this) != null) {
        throw new IllegalStateException(
            "Another flow has the schedule quartz:%s; each needs a name of its own"
                .formatted(schedule.key()));
      }
    }

    @Override
    protected void doStop() throws Exception {
      component.declared.remove(schedule.key(), this);
      super.doStop();
    }
  }

  private static final class ToTheFlow extends DefaultAsyncProducer {

    private final ScheduleComponent component;
    private final String key;

    ToTheFlow(Endpoint endpoint, ScheduleComponent component, String key) {
      super(endpoint);
      this.component = component;
      this.key = key;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Declaration flow = component.declared.get(key);
      if (flow == null) {
        exchange.setException(new IllegalStateException("No flow has the schedule quartz:" + key));
        callback.done(true);
        return true;
      }
      return flow.getAsyncProcessor().process(exchange, callback);
    }
  }
}

package dev.recado.spine.http;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;

/** An HTTP endpoint of Camel whose requests have no headers of earlier steps. */
final class CleanStep extends DefaultEndpoint {

  private final HttpEndpoint http;

  CleanStep(HttpEndpoint http) {
    super(http.getEndpointUri(), http.getComponent());
    this.http = http;
  }

  @Override
  public Producer createProducer() throws Exception {
    return new CleanProducer(this, http.createProducer());
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    return http.createConsumer(processor);
  }

  @Override
  public boolean isLenientProperties() {
    return http.isLenientProperties();
  }

  @Override
  public void configureProperties(Map<String, Object> options) {
    http.configureProperties(options);
  }

  @Override
  protected void doStart() {
    ServiceHelper.startService(http);
  }

  @Override
  protected void doStop() {
    ServiceHelper.stopService(http);
  }

  @Override
  protected void doShutdown() {
    ServiceHelper.stopAndShutdownService(http);
  }

  private static final class CleanProducer extends DefaultProducer {

    private final Producer http;

    CleanProducer(CleanStep endpoint, Producer http) {
      super(endpoint);
      this.http = http;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
      Set<String> past = HeadersOfSteps.begin(exchange, this);
      Set<String> sent = HeadersOfSteps.names(exchange);
      try {
        http.process(exchange);
      } catch (Exception e) {
        HeadersOfSteps.failed(exchange, past, sent, this);
        throw e;
      }
      // With variableReceive Camel puts all headers back afterwards, also those that are gone now.
      past.addAll(sent);
      // Those of the answer can be read until the next HTTP step.
      past.addAll(HeadersOfSteps.names(exchange));
      HeadersOfSteps.past(exchange, past);
    }

    @Override
    protected void doInit() {
      ServiceHelper.initService(http);
    }

    @Override
    protected void doStart() {
      ServiceHelper.startService(http);
    }

    @Override
    protected void doStop() {
      ServiceHelper.stopAndShutdownService(http);
    }
  }
}

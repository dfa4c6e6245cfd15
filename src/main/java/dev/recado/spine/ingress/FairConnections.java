package dev.recado.spine.ingress;

import dev.recado.ground.process.Daemons;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no network have more than a quarter of the connections, and no head of a request take more
 * than ten seconds.
 *
 * <p>Tomcat has one limit for all addresses together and one for each read. So a caller that sends
 * a byte of a head now and then keeps its connection, and a caller that holds all connections keeps
 * out even the probes. The class is public because Tomcat creates it by its name.
 */
public final class FairConnections extends Http11NioProtocol {

  /** How long a whole head may take, from its first byte. */
  private static final Duration HEAD = Duration.ofSeconds(10);

  /** Creates the protocol. Tomcat sets its port and limits afterwards. */
  public FairConnections() {
    super(new Endpoint());
  }

  /** The end of Tomcat that accepts connections. */
  private static final class Endpoint extends NioEndpoint {

    private static final Logger log = LoggerFactory.getLogger(FairConnections.class);
    private static final int SHARE = 4;
    private static final long LOOK_MILLIS = 1_000;

    private @Nullable ScheduledExecutorService clock;

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      int share = getMaxConnections() / SHARE;
      if (connections.size() >= share && ofOneNetwork(socket) >= share) {
        destroySocket(socket);
        return false;
      }
      return super.setSocketOptions(socket);
    }

    private long ofOneNetwork(SocketChannel socket) {
      InetAddress caller = address(socket);
      return connections.keySet().stream()
          .map(Endpoint::address)
          .filter(other -> caller != null && other != null && Network.shared(caller, other))
          .count();
    }

    private static @Nullable InetAddress address(SocketChannel socket) {
      return socket.socket().getInetAddress();
    }

    @Override
    public void startInternal() throws Exception {
      super.startInternal();
      ScheduledExecutorService started =
          Executors.newSingleThreadScheduledExecutor(Daemons.named("head-limit"));
      started.scheduleWithFixedDelay(
          this::closeSlowHeads, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      clock = started;
    }

    @Override
    public void stopInternal() {
      ScheduledExecutorService started = clock;
      if (started != null) {
        started.shutdownNow();
      }
      super.stopInternal();
    }

    private void closeSlowHeads() {
      try {
        connections.values().stream().filter(Endpoint::slow).forEach(SocketWrapperBase::close);
      } catch (RuntimeException e) {
        // An exception would end the schedule.
        log.error("Could not check for slow request heads", e);
      }
    }

    /**
     * A connection whose request is being worked on has no processor. Between two requests, no
     * request has begun.
     */
    private static boolean slow(SocketWrapperBase<NioChannel> connection) {
      if (!(connection.getCurrentProcessor() instanceof AbstractProcessor processor)
          || processor.isAsync()) {
        return false;
      }
      long begun = processor.getRequest().getStartTimeNanos();
      return begun > 0 && System.nanoTime() - begun > HEAD.toNanos();
    }
  }
}

package dev.recado.startup;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the heap near to what is used, where the operator has not sized it.
 *
 * <p>Left to itself the JVM takes a share of the machine's memory, whatever the program needs: on
 * 24 GB it starts with 384 MB and never gives any back. The hub lives on a third of that. The two
 * ratios are made to be changed in a running JVM; they take effect at a full collection, of which
 * one after the start also drops what only the start needed.
 */
@Component
class SmallHeap {

  private static final Logger log = LoggerFactory.getLogger(SmallHeap.class);

  @EventListener(ApplicationReadyEvent.class)
  void shrink() {
    if (sizedByOperator()) {
      return;
    }
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      jvm.setVMOption("MinHeapFreeRatio", "20");
      jvm.setVMOption("MaxHeapFreeRatio", "40");
      System.gc();
    } catch (RuntimeException otherJvm) {
      log.debug("This JVM has no such options: {}", otherJvm.getMessage());
    }
  }

  private static boolean sizedByOperator() {
    List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return arguments.stream()
        .anyMatch(
            argument ->
                argument.startsWith("-Xm")
                    || argument.contains("HeapFreeRatio")
                    || argument.contains("RAMPercentage"));
  }
}

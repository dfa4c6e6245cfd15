package dev.recado.ground.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps the heap close to what is used, unless the operator has sized it (ADR 7).
 *
 * <p>By default the JVM takes a share of the machine's memory, regardless of the need: on 24 GB it
 * starts with 384 MB and never returns any. The hub needs a third of that.
 */
class SmallHeap implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger log = LoggerFactory.getLogger(SmallHeap.class);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (sizedByOperator()) {
      return;
    }
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      jvm.setVMOption("MinHeapFreeRatio", "20");
      jvm.setVMOption("MaxHeapFreeRatio", "40");
    } catch (RuntimeException otherJvm) {
      log.debug("This JVM has no such options: {}", otherJvm.getMessage());
      return;
    }
    // The ratios take effect at a full collection; one now also frees what only the start needed.
    ApplicationListener<ApplicationReadyEvent> collect = ready -> System.gc();
    context.addApplicationListener(collect);
  }

  private static boolean sizedByOperator() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(
            argument ->
                argument.startsWith("-Xm")
                    || argument.contains("HeapFreeRatio")
                    || argument.contains("RAMPercentage"));
  }
}

package dev.recado.launch;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Tells once, now that there is a log, why the hub starts slower than it could. */
class LaunchNote implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger log = LoggerFactory.getLogger(LaunchNote.class);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Relaunch.Note note = Relaunch.note();
    if (note != null && note.stale()) {
      log.info(
          "{} The hub starts from the packed jar, which takes longer. Unpack it anew: java -jar {}"
              + " unpack",
          note.text(),
          PackedJar.path());
    } else if (note != null) {
      log.debug("{} The hub starts from the packed jar.", note.text());
    }
    String packed = System.getProperty(Relaunch.PACKED);
    if (packed != null) {
      otherJvm(Path.of(packed));
    }
  }

  private static void otherJvm(Path packed) {
    String jvm = madeBy(packed);
    if (jvm != null && !jvm.equals(Mark.thisJvm())) {
      log.info(
          "The class-data archive was made by another Java ({}) and is not used. Make it anew: java"
              + " -jar {} unpack",
          jvm,
          packed);
    }
  }

  private static @Nullable String madeBy(Path packed) {
    try {
      Unpacked unpacked = Unpacked.of(packed);
      Mark mark = unpacked == null ? null : Mark.read(unpacked.mark());
      return mark == null ? null : mark.jvm();
    } catch (IOException e) {
      log.debug("The mark of {} cannot be read: {}", packed, e.toString());
      return null;
    }
  }
}

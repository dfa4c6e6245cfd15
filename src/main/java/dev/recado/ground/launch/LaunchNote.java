package dev.recado.ground.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Logs once why the hub starts slower than it could; at the launch itself there is no log yet. */
class LaunchNote implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger log = LoggerFactory.getLogger(LaunchNote.class);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Relaunch.Note note = Relaunch.note();
    if (note != null && note.stale()) {
      log.info(
          "{} The hub starts from the packed jar, which takes longer. Unpack it again: java -jar {}"
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
    try {
      Unpacked unpacked = Unpacked.of(packed);
      if (unpacked != null && Files.exists(unpacked.archive())) {
        Mark mark = Mark.read(unpacked.mark());
        if (mark != null && !mark.jvm().equals(Mark.thisJvm())) {
          log.info(
              "The class-data archive was made by another Java ({}) and is not used. Make it again:"
                  + " java -jar {} unpack",
              mark.jvm(),
              packed);
        }
      }
    } catch (IOException e) {
      log.debug("The mark of what was unpacked beside {} cannot be read: {}", packed, e.toString());
    }
  }
}

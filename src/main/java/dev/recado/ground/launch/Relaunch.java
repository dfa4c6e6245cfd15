package dev.recado.ground.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Continues as the unpacked program beside the jar, if there is one (ADR 37).
 *
 * <p>This runs first at each start, in a JVM that has compiled nothing yet. It therefore uses no
 * lambdas, streams, formats or loggers.
 */
public final class Relaunch {

  /** The variable that turns it off. It is read before any {@code .env} file. */
  public static final String VARIABLE = "RECADO_RELAUNCH";

  /** The system property by which the unpacked program knows the jar it was started as. */
  static final String PACKED = "dev.recado.packed";

  private static final String[] OPTIONS_ELSEWHERE = {
    "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"
  };

  private static volatile @Nullable Note note;

  private Relaunch() {}

  /**
   * Why the program runs from the packed jar although there is a folder.
   *
   * @param stale true if a person should unpack again
   * @param text one sentence
   */
  record Note(boolean stale, String text) {}

  static @Nullable Note note() {
    return note;
  }

  /**
   * Replaces this process by the unpacked program; returns if that is not wanted or fails.
   *
   * @param arguments of the program
   */
  public static void whereUnpacked(String[] arguments) {
    if (!wanted(arguments)) {
      return;
    }
    try {
      note = attempt(arguments.length);
    } catch (IOException | RuntimeException | Error e) {
      note = new Note(false, "The unpacked program could not be started: ".concat(e.toString()));
    }
  }

  private static boolean wanted(String[] arguments) {
    return PackedJar.isRunning()
        && System.getProperty("os.name", "").equals("Linux")
        && System.getProperty(PACKED) == null
        && !"off".equalsIgnoreCase(System.getenv(VARIABLE))
        && !(arguments.length > 0 && arguments[0].equals(UnpackCommand.NAME));
  }

  /** Returns the reason why it could not, or null if nothing is unpacked. */
  private static @Nullable Note attempt(int arguments) throws IOException {
    Unpacked unpacked = Unpacked.of(PackedJar.path());
    if (unpacked == null || !Files.isRegularFile(unpacked.mark())) {
      return null;
    }
    Mark made = Mark.read(unpacked.mark());
    Mark now = Mark.of(unpacked.packed());
    if (made == null || !made.sameJar(now)) {
      return new Note(true, unpacked.folder() + " was unpacked from another version of the jar.");
    }
    if (made.program() != unpacked.programBytes()) {
      return new Note(true, unpacked.folder() + " lacks a part of what was unpacked.");
    }
    if (!unpacked.trusted()) {
      return new Note(true, "Users other than its owner can write into " + unpacked.folder() + ".");
    }
    GivenCommand given = given(arguments);
    if (given == null) {
      return new Note(false, "The command that started this process is not known.");
    }
    List<String> effective = effective(given);
    String forThis = GivenCommand.forThisJvm(effective);
    if (forThis != null) {
      return new Note(false, "The option " + forThis + " is meant for this JVM.");
    }
    boolean archive = made.sameJvm(now) && made.archive() == unpacked.archiveBytes();
    List<String> ours = JvmOptions.yielding(ours(unpacked, archive), effective);
    replace(given.with(ours, bytes(unpacked.jar())), unpacked);
    return null;
  }

  /** Null if there is any doubt that the launcher made this process from the command. */
  private static @Nullable GivenCommand given(int arguments) throws IOException {
    GivenCommand given = GivenCommand.of(GivenCommand.wordsOfThisProcess());
    boolean sure =
        given != null
            && given.arguments().size() == arguments
            && given.jar().equals(bytes(Path.of(System.getProperty("java.class.path", ""))))
            && Files.isSameFile(Path.of("/proc/self/exe"), java());
    return sure ? given : null;
  }

  /** All options of the user, from the command and from the environment. */
  private static List<String> effective(GivenCommand given) {
    boolean elsewhere = given.readsFiles();
    for (String variable : OPTIONS_ELSEWHERE) {
      elsewhere |= System.getenv(variable) != null;
    }
    if (!elsewhere) {
      return given.options();
    }
    List<String> all = new ArrayList<>(given.options());
    all.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    return all;
  }

  private static List<String> ours(Unpacked unpacked, boolean archive) {
    List<String> ours = new ArrayList<>(JvmOptions.sharing());
    if (archive && Files.isRegularFile(unpacked.archive())) {
      ours.add("-XX:SharedArchiveFile=".concat(bytes(unpacked.archive())));
    }
    ours.addAll(JvmOptions.tuning(Runtime.getRuntime().availableProcessors()));
    ours.add("-D".concat(PACKED).concat("=").concat(bytes(PackedJar.path().toAbsolutePath())));
    return ours;
  }

  private static void replace(List<String> command, Unpacked unpacked) throws IOException {
    // Otherwise JNA would unpack its library into the user's home and start a process to find
    // others.
    System.setProperty("jna.nounpack", "true");
    System.setProperty("jna.boot.library.path", unpacked.folder().toString());
    System.setProperty("jna.platform.library.path", "");
    ProcessImage.replace(bytes(java()), command);
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home", ""), "bin", "java");
  }

  /** A path as the kernel sees it, each byte as Latin-1. */
  private static String bytes(Path path) {
    Charset ofPaths = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    return new String(path.toString().getBytes(ofPaths), StandardCharsets.ISO_8859_1);
  }
}

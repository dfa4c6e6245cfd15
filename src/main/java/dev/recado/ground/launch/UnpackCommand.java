package dev.recado.ground.launch;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code unpack}: lays the program out beside its jar, so that it starts faster. */
@Command(
    name = UnpackCommand.NAME,
    description =
        "Unpacks the jar into a folder beside it and trains a class-data archive there; from then on"
            + " the jar starts that program, until the jar is changed.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:unpacked, with the archive where one was wanted",
      "1:unpacked, but the archive could not be made",
      "2:wrong use",
      "3:unpacking failed; the folder is as it was before, or whole"
    },
    exitCodeOnExecutionException = 3)
public final class UnpackCommand implements Callable<Integer> {

  static final String NAME = "unpack";

  private static final int WITHOUT_ARCHIVE = 1;
  private static final int FAILED = 3;

  @Option(
      names = "--no-archive",
      description = "Make no class-data archive; the hub is then not started.")
  private boolean noArchive;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Called by picocli. */
  public UnpackCommand() {}

  /**
   * Unpacks, trains and reports.
   *
   * @return the exit code
   */
  @Override
  public Integer call() {
    if (!PackedJar.isRunning()) {
      return fail(
          ExitCode.USAGE, "Only the packed jar can be unpacked: java -jar recado.jar unpack");
    }
    try {
      Unpacked unpacked = Unpacked.of(PackedJar.path());
      if (unpacked == null) {
        return fail(
            ExitCode.USAGE,
            "Give the jar a name that ends in .jar: its folder gets the same name.");
      }
      return unpack(unpacked);
    } catch (IOException e) {
      return fail(
          FAILED,
          "Unpacking failed: %s. Check that the folder of the jar can be written and has 1 GB of free space."
              .formatted(e instanceof FileSystemException ? e.toString() : e.getMessage()));
    }
  }

  private int unpack(Unpacked unpacked) throws IOException {
    try (Workplace workplace = Workplace.beside(unpacked)) {
      Extraction.of(unpacked, workplace);
      if (!noArchive) {
        Training.of(unpacked, workplace);
      }
      spec.commandLine().getOut().println(made(unpacked));
      return ExitCode.OK;
    } catch (TrainingException e) {
      return fail(
          WITHOUT_ARCHIVE,
          "%s without a class-data archive, which takes the start some seconds longer. %s\nFix the problem and run unpack again, or use --no-archive."
              .formatted(made(unpacked), e.getMessage()));
    }
  }

  private int fail(int code, String message) {
    spec.commandLine().getErr().println(message);
    return code;
  }

  private static String made(Unpacked unpacked) throws IOException {
    long archive = Files.exists(unpacked.archive()) ? Files.size(unpacked.archive()) : 0;
    String program =
        "Unpacked %s: %s".formatted(unpacked.folder(), megabytes(size(unpacked) - archive));
    return archive == 0
        ? program
        : "%s, and a class-data archive of %s".formatted(program, megabytes(archive));
  }

  private static long size(Unpacked unpacked) throws IOException {
    long size = 0;
    try (Stream<Path> all = Files.walk(unpacked.folder())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
  }
}

package dev.recado.ground.launch;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.StringArray;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Replaces the program of this process by another one. */
final class ProcessImage {

  private static final String LATIN = "ISO-8859-1";
  private static final int STANDARD_STREAMS = 3;
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;

  private ProcessImage() {}

  /**
   * Replaces the program and does not return.
   *
   * @param program its path
   * @param words its name and its arguments, each byte as Latin-1
   * @throws IOException if the kernel refuses; this program then continues
   */
  static void replace(String program, List<String> words) throws IOException {
    NativeLibrary c = NativeLibrary.getProcess(Map.of(Library.OPTION_STRING_ENCODING, LATIN));
    closeAtExec(c.getFunction("fcntl"));
    StringArray arguments = new StringArray(words.toArray(new String[0]), LATIN);
    c.getFunction("execv").invokeInt(new Object[] {program, arguments});
    throw new IOException("execv failed with error " + Native.getLastError());
  }

  /**
   * Closes all files of this JVM when the new program starts. Otherwise an agent's port and the
   * lock on the file for jcmd would stay taken.
   */
  private static void closeAtExec(Function fcntl) throws IOException {
    String[] open = new File("/proc/self/fd").list();
    if (open == null) {
      throw new IOException("/proc/self/fd cannot be read");
    }
    for (String descriptor : open) {
      int number = Integer.parseInt(descriptor);
      if (number >= STANDARD_STREAMS) {
        fcntl.invokeInt(new Object[] {number, F_SETFD, FD_CLOEXEC});
      }
    }
  }
}

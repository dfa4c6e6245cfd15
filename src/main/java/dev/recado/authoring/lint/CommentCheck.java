package dev.recado.authoring.lint;

/** R027: when Kaoto saves a file, it keeps only the comments above the first line of YAML. */
final class CommentCheck implements Check {

  @Override
  public void file(Document document, Report report) {
    boolean drawn = document.kind().camel() || document.kind() == Document.Kind.KAMELET;
    Yaml root = document.root();
    if (!drawn || root == null || document.markdown()) {
      return;
    }
    for (Place comment : document.comments()) {
      if (comment.line() >= root.at().line()) {
        report.add(
            Code.R027,
            document,
            comment,
            "Kaoto drops this comment when it saves; move it to the top of the file or into the"
                + " step's \"description\"");
      }
    }
  }
}

package io.sallyport.policy.match;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.Piece.Literal;
import io.sallyport.policy.match.Piece.Star;
import io.sallyport.policy.match.PieceReader.Wildcards;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of a Resource list.
 *
 * <p>Where AWS's pages leave the outcome open, doubt decides: an ARN of fewer than six parts that
 * doesn't end in {@code *}; and a wildcard before the resource id ({@code *}{@code /id}) of a
 * service other than S3, whose resource types take no wildcards; and a variable before the sixth
 * part. A star that ends a short ARN runs past colons, any other doesn't.
 */
public abstract sealed class ResourcePattern implements ResourceMatcher {
  /** Plain text with which every match starts. */
  public String head() {
    return "";
  }

  /** Compiles an entry. */
  public static ResourcePattern compile(String pattern, PolicyVersion version, Doubt doubt) {
    if (pattern.equals("*")) {
      return new Everything();
    }
    List<Piece> pieces = PieceReader.read(pattern, version, Wildcards.SPECIAL, doubt);
    if (hasEarlyVariable(pieces)) {
      return doubt.matches() ? new Everything() : new Nothing();
    }
    ArnPattern arn = new ArnPattern(ArnPattern.split(pieces));
    if (arn.size() < ArnPattern.PARTS) {
      return shortArn(pattern, pieces, doubt);
    }
    for (int i = 0; i < ArnPattern.PARTS - 1; i++) {
      if (!arn.isPlain(i)) {
        return guarded(new ByPart(arn), pattern, doubt);
      }
    }
    return guarded(new Whole(new Glob(pieces), head(pieces)), pattern, doubt);
  }

  /** Whether there is a variable before the sixth part, which the reader refuses. */
  private static boolean hasEarlyVariable(List<Piece> pieces) {
    return ArnPattern.split(pieces).stream()
        .limit(ArnPattern.PARTS - 1)
        .flatMap(List::stream)
        .anyMatch(Piece.Variable.class::isInstance);
  }

  private static ResourcePattern shortArn(String pattern, List<Piece> pieces, Doubt doubt) {
    boolean plainButEnd = true;
    for (Piece piece : pieces.subList(0, pieces.size() - 1)) {
      plainButEnd &= piece instanceof Literal;
    }
    boolean starEnds = pattern.endsWith("*") && pieces.get(pieces.size() - 1) instanceof Star;
    if (starEnds && plainButEnd) {
      return new Whole(new Glob(pieces), head(pieces));
    }
    if (!doubt.matches()) {
      return new Nothing();
    }
    List<Piece> padded = new ArrayList<>(pieces);
    if (!starEnds) {
      padded.add(new Literal(":"));
      padded.add(new Star());
    }
    return new ByPart(new ArnPattern(ArnPattern.split(padded)));
  }

  private static ResourcePattern guarded(ResourcePattern it, String pattern, Doubt doubt) {
    String[] parts = pattern.split(":", ArnPattern.PARTS);
    String last = parts[ArnPattern.PARTS - 1];
    boolean typeIsWild = !parts[2].equals("s3") && isWild(type(last));
    return typeIsWild && !doubt.matches() ? new Nothing() : it;
  }

  /** What stands before the first slash or colon of a resource id; empty if it has neither. */
  private static String type(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) == '/' || id.charAt(i) == ':') {
        return id.substring(0, i);
      }
    }
    return "";
  }

  private static boolean isWild(String type) {
    return type.indexOf('*') >= 0 || type.indexOf('?') >= 0;
  }

  private static String head(List<Piece> pieces) {
    return pieces.get(0) instanceof Literal literal ? literal.text() : "";
  }

  /** {@code *}: also what has no ARN. */
  private static final class Everything extends ResourcePattern {
    @Override
    public boolean matches(String resource, Facts facts) {
      return true;
    }
  }

  private static final class Nothing extends ResourcePattern {
    @Override
    public boolean matches(String resource, Facts facts) {
      return false;
    }
  }

  /** Its first five parts are plain text, so that the whole can be matched at once. */
  private static final class Whole extends ResourcePattern {
    private final Glob glob;
    private final String head;

    Whole(Glob glob, String head) {
      this.glob = glob;
      this.head = head;
    }

    @Override
    public boolean matches(String resource, Facts facts) {
      return glob.matches(resource, facts);
    }

    @Override
    public String head() {
      return head;
    }
  }

  private static final class ByPart extends ResourcePattern {
    private final ArnPattern arn;

    ByPart(ArnPattern arn) {
      this.arn = arn;
    }

    @Override
    public boolean matches(String resource, Facts facts) {
      return ArnPattern.isArn(resource) && arn.matches(resource, facts);
    }
  }
}

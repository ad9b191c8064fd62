package dev.budgetledger.edge;

/**
 * An address has one spelling, so that a gateway before the service and the service itself cannot read two
 * addresses in one: RFC 3986 normalised, nothing encoded that could stand as it is, no {@code //}, no {@code .} and
 * {@code ..}, no {@code /} at its end, and nothing encoded that separates parts of an address.
 */
final class CanonicalPath {

    /** Of ASCII, what stands in a path as it is (RFC 3986, pchar) but {@code ;}, which begins parameters. */
    private static final boolean[] PLAIN = plain();

    /** What separates parts of an address, for somebody; and what begins an escape, were it read twice. */
    private static final String SEPARATORS = "/\\;?#%";

    private CanonicalPath() {}

    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        for (int c = 0; c < plain.length; c++) {
            plain[c] = Character.isLetterOrDigit(c) || "-._~!$&'()*+,=:@".indexOf(c) >= 0;
        }
        return plain;
    }

    /**
     * Whether a path, as it was sent, is the one spelling of its address. That its bytes are UTF-8 is not looked
     * at.
     */
    static boolean is(String path) {
        int length = path.length();
        if (length == 0 || path.charAt(0) != '/') {
            return false;
        }
        int segment = 1; // where it begins
        for (int i = 1; i < length; i++) {
            char c = path.charAt(i);
            if (c == '/') {
                if (!isSegment(path, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (c == '%') {
                if (!isEscape(path, i)) {
                    return false;
                }
                i += 2;
            } else if (c >= PLAIN.length || !PLAIN[c]) {
                return false;
            }
        }
        return length == 1 || isSegment(path, segment, length);
    }

    private static boolean isSegment(String path, int from, int to) {
        int length = to - from;
        if (length == 0 || length > 2) {
            return length > 0;
        }
        return path.charAt(from) != '.' || path.charAt(to - 1) != '.';
    }

    private static boolean isEscape(String path, int percent) {
        if (percent + 2 >= path.length()) {
            return false;
        }
        int high = hex(path.charAt(percent + 1));
        int low = hex(path.charAt(percent + 2));
        int value = high << 4 | low;
        return high >= 0 && low >= 0 && (value >= PLAIN.length || isEncoded(value));
    }

    private static boolean isEncoded(int ascii) {
        return !PLAIN[ascii] && SEPARATORS.indexOf(ascii) < 0 && !Character.isISOControl(ascii);
    }

    private static int hex(char c) {
        return c >= 'a' ? -1 : Character.digit(c, 16); // capitals only
    }
}

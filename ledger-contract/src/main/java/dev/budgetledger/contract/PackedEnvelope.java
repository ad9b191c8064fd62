package dev.budgetledger.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How an envelope stands in a database: its canonical JSON, in which a control character stands for each of the phrases that envelopes have in common.
 * Canonical JSON has none of these characters (RFC 8785), so what was stored as it is, by earlier releases too, is read the same way, and what is packed
 * is UTF-8 still, in which names, amounts and document numbers can be read and looked for. The function {@code envelope_json} of the ledger's database
 * gives the whole. Hashes, signatures, topics and evidence are of the whole: none of them knows of this.
 */
public final class PackedEnvelope {

    /**
     * In the order of their codes. Stored bytes refer to them for ever: none is changed or taken away, and one that is added comes last, here and in
     * {@code envelope_json}.
     */
    public static final List<String> PHRASES = """
            {"fact":{"posting":{"documentNo":"
            ","effectiveOn":"20
            ","entries":[{"amount":"
            ","line":{"economic":"
            ","line":{"function":"
            ","function":"
            ","fund":"GENERAL_PUBLIC","kind":"OPERATING","origin":"CURRENT
            ","fund":"GENERAL_PUBLIC","kind":"PERSONNEL","origin":"CURRENT
            ","fund":"GENERAL_PUBLIC","kind":"PROJECT","origin":"CURRENT
            "}},{"amount":"
            "}}],"id":"
            "},{"amount":"
            ","source":"GENERAL_PUBLIC"}],"id":"
            ","project":"
            ","unit":"
            ","reason":"
            "}},"position":
            ,"postedBy":"
            ","recordedAt":"20
            Z","request":"
            ","sequence":
            ,"stream":"
            ","type":"Funds
            Transferred"}
            Allocated"}
            ","superiorDocumentNo":"
            ","governmentEconomic":"
            ","fund":"GENERAL_PUBLIC","kind":"
            ","fund":"GOVERNMENT_FUND","kind":"
            ","fund":"STATE_CAPITAL","kind":"
            ","fund":"FISCAL_SPECIAL_ACCOUNT","kind":"
            ","fund":"INSTITUTION","kind":"
            ","fund":"GENERAL_PUBLIC
            ","fund":"GOVERNMENT_FUND
            ","kind":"OPERATING","origin":"CURRENT
            ","kind":"PERSONNEL","origin":"CURRENT
            ","kind":"PROJECT","origin":"CURRENT
            OPERATING","origin":"CURRENT
            PERSONNEL","origin":"CURRENT
            PROJECT","origin":"CURRENT
            ","origin":"CURRENT
            ","origin":"CARRIED_OVER
            ","source":"GENERAL_PUBLIC
            ","source":"GOVERNMENT_FUND
            ","source":"
            ","frozen":{"economic":"
            ","frozen":{"function":"
            "},"timesCarried":
            ","counterpart":"
            {"fact":{"counterpart":"
            {"fact":{"authority":"
            ","posting":{"documentNo":"
            {"fact":{"posting":{"approval":{"approvedBy":["
            "],"proposal":"
            "},"documentNo":"
            "}],"id":"
            "},"position":
            }},"position":
            },"position":
            },{"amount":"
            ","reversedType":"
            ","reverses":"
            ,"signature":"
            ","onBehalfOf":"
            ,"onBehalfOf":"
            ","type":"Budget
            Adjusted"}
            ","type":"Posting
            CarriedForward"}
            ","type":"YearClosed"}
            ","type":"BudgetOpened"}
            ","type":"StatementMade"}
            ","type":"PostingProposed"}
            ","type":"ProposalApproved"}
            ","type":"AuthorityRefused"}
            ","type":"ClassificationsDefined"}
            ","type":"DisclosurePublished"}
            {"fact":{"documentNo":"
            {"fact":{"comparative":false,"department":{"code":"
            "},"fiscalYear":20
            {"fact":{"classifications":[{"code":"
            ","type":"FUNCTION"},{"code":"
            ","type":"ECONOMIC"},{"code":"
            {"fact":{"approvedBy":"
            ","proposal":"
            {"fact":{"digest":"
            ","expiresOn":"20
            ","proposed":{"documentNo":"
            ","proposedBy":"
            ","proposedOn":"20
            ","lines":[{"amount":"
            "}}],"operation":"
            """.lines().toList();

    /** The codes of one byte; not tab, line feed and carriage return, which tools that print a row would show as such. */
    private static final byte[] SHORT_CODES = {
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0B, 0x0C, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A,
        0x1B, 0x1C, 0x1D, 0x1E
    };

    /** Begins a code of two bytes. The second is a printable character; or what is meant is the second itself, a control character that stands for nothing. */
    private static final byte LONG_CODE = 0x1F;

    /** No code at all: white space of JSON that is not canonical. */
    private static final String WHITE = "\t\n\r";

    private static final int ASCII = 0x80;

    /** No phrase is shorter, so as many of its first bytes say which it may be. */
    private static final int LEAST = Long.BYTES;

    private static final VarHandle FIRST = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[][] TEXTS = PHRASES.stream().map(each -> each.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);

    /** By the code's only byte, or by its second; null where there is none. */
    private static final byte[][] OF_SHORT = new byte[ASCII][];

    private static final byte[][] OF_LONG = new byte[ASCII][];

    private static final Index INDEX = new Index();

    static {
        for (int number = 0; number < TEXTS.length; number++) {
            if (number < SHORT_CODES.length) {
                OF_SHORT[SHORT_CODES[number]] = TEXTS[number];
            } else {
                OF_LONG[second(number)] = TEXTS[number];
            }
        }
        for (byte control = 0; control < ' '; control++) {
            OF_LONG[control] = new byte[] {control};
        }
    }

    private PackedEnvelope() {}

    /** No backslash, with which PostgreSQL writes bytes as text. */
    private static byte second(int number) {
        int character = ' ' + number - SHORT_CODES.length;
        return (byte) (character < '\\' ? character : character + 1);
    }

    /** Which phrases begin alike, the longest first. */
    private static final class Index {
        private static final int SLOTS = 512;

        private final long[] firsts = new long[SLOTS];
        private final int[][] numbers = new int[SLOTS][];
        private final boolean[] begins = new boolean[1 << Byte.SIZE];

        Index() {
            Map<Long, List<Integer>> alike = new HashMap<>();
            for (int number = 0; number < TEXTS.length; number++) {
                alike.computeIfAbsent((long) FIRST.get(TEXTS[number], 0), first -> new ArrayList<>()).add(number);
                begins[TEXTS[number][0]] = true;
            }
            alike.forEach((first, those) -> {
                int slot = slot(first);
                while (numbers[slot] != null) {
                    slot = (slot + 1) % SLOTS;
                }
                firsts[slot] = first;
                numbers[slot] = those.stream().sorted(Comparator.comparingInt((Integer number) -> -TEXTS[number].length))
                        .mapToInt(Integer::intValue).toArray();
            });
        }

        private static int slot(long first) {
            return (int) ((first * 0x9E3779B97F4A7C15L) >>> 55);
        }

        /** The number of the longest phrase at a place, -1 if there is none. */
        int at(byte[] json, int place) {
            if (!begins[json[place] & 0xFF] || json.length - place < LEAST) {
                return -1;
            }
            long first = (long) FIRST.get(json, place);
            for (int slot = slot(first); numbers[slot] != null; slot = (slot + 1) % SLOTS) {
                if (firsts[slot] == first) {
                    return longest(numbers[slot], json, place);
                }
            }
            return -1;
        }

        private static int longest(int[] alike, byte[] json, int place) {
            for (int number : alike) {
                byte[] text = TEXTS[number];
                if (json.length - place >= text.length && Arrays.equals(text, 0, text.length, json, place, place + text.length)) {
                    return number;
                }
            }
            return -1;
        }
    }

    /** What is stored, of canonical JSON fewer bytes, of any others not more than twice as many. */
    public static byte[] pack(byte[] json) {
        byte[] packed = new byte[json.length];
        int length = 0;
        for (int place = 0; place < json.length;) {
            int number = INDEX.at(json, place);
            if (number >= SHORT_CODES.length) {
                packed[length++] = LONG_CODE;
                packed[length++] = second(number);
            } else if (number >= 0) {
                packed[length++] = SHORT_CODES[number];
            } else if (isControl(json[place])) {
                if (packed.length - length <= json.length - place) {
                    packed = Arrays.copyOf(packed, 2 * packed.length);
                }
                packed[length++] = LONG_CODE;
                packed[length++] = json[place];
            } else {
                packed[length++] = json[place];
            }
            place += number < 0 ? 1 : TEXTS[number].length;
        }
        return Arrays.copyOf(packed, length);
    }

    private static boolean isControl(byte octet) {
        return octet >= 0 && octet < ' ' && WHITE.indexOf(octet) < 0;
    }

    /** What was packed, or stored as it is. A code that no release knows is given as it is: that has another hash than is stored beside it. */
    public static byte[] unpack(byte[] stored) {
        int length = 0;
        boolean isPacked = false;
        for (int place = 0; place < stored.length; place++) {
            byte[] phrase = phrase(stored, place);
            isPacked |= phrase != null;
            length += phrase == null ? 1 : phrase.length;
            place += phrase != null && stored[place] == LONG_CODE ? 1 : 0;
        }
        return isPacked ? unpack(stored, new byte[length]) : stored;
    }

    private static byte[] unpack(byte[] stored, byte[] json) {
        int length = 0;
        for (int place = 0; place < stored.length; place++) {
            byte[] phrase = phrase(stored, place);
            if (phrase == null) {
                json[length++] = stored[place];
            } else {
                System.arraycopy(phrase, 0, json, length, phrase.length);
                length += phrase.length;
                place += stored[place] == LONG_CODE ? 1 : 0;
            }
        }
        return json;
    }

    private static byte @Nullable [] phrase(byte[] stored, int place) {
        byte code = stored[place];
        if (code < 0 || code >= ' ') {
            return null;
        }
        if (code != LONG_CODE) {
            return OF_SHORT[code];
        }
        return place + 1 < stored.length && stored[place + 1] >= 0 ? OF_LONG[stored[place + 1]] : null;
    }
}

package dev.budgetledger.ledger.commands.sheets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Utf8;

/** A part of a workbook, element by element. Names of elements and attributes are local ones: strict and transitional files differ in namespaces only. */
final class WorkbookPart implements AutoCloseable {

    private static final XMLInputFactory XML = factory();

    private final String name;
    private final Whole in;
    private final XMLStreamReader xml;

    /** @param crc that the bytes have to have */
    WorkbookPart(String name, InputStream in, long crc) throws IOException {
        this.name = name;
        this.in = new Whole(in, crc);
        try {
            this.xml = XML.createXMLStreamReader(new MarkupGuard(Utf8.reader(this.in, StandardCharsets.UTF_8), name));
        } catch (XMLStreamException broken) {
            throw WorkbookFault.damaged(name);
        }
    }

    /** The JDK's own, whatever else is there; what it would count of declarations is refused before. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.entityExpansionLimit", "0");
        return factory;
    }

    /** Goes to the next tag or text; false at the end, when all bytes were read and are those that were written. */
    boolean next() {
        try {
            if (!xml.hasNext()) {
                return false;
            }
            if (xml.next() == XMLStreamConstants.END_DOCUMENT) {
                in.requireEnded();
                return false;
            }
            return true;
        } catch (XMLStreamException | IOException broken) {
            throw WorkbookFault.damaged(name);
        }
    }

    /** The name of the element that begins here, null if none does. */
    @Nullable String begins() {
        return xml.isStartElement() ? xml.getLocalName() : null;
    }

    /** The name of the element that ends here, null if none does. */
    @Nullable String ends() {
        return xml.isEndElement() ? xml.getLocalName() : null;
    }

    /** Text that stands here, perhaps only some of it; null if none does. */
    @Nullable String text() {
        return xml.isCharacters() ? xml.getText() : null;
    }

    /** What the element that begins here says, null if nothing. */
    @Nullable String attribute(String attribute) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(attribute)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    boolean isTrue(String attribute) {
        String value = attribute(attribute);
        return "1".equals(value) || "true".equals(value);
    }

    /** A number that is zero or more, the other if nothing is said. */
    int number(String attribute, int otherwise) {
        String value = attribute(attribute);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw WorkbookFault.damaged(name);
        }
        return Integer.parseInt(value);
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException nothingToClose) {
            throw new IOException(nothingToClose);
        } finally {
            in.close();
        }
    }

    /** Bytes whose sum is compared where they end: a zip is read without that. */
    private static final class Whole extends FilterInputStream {
        private final CRC32 sum = new CRC32();
        private final long crc;
        private boolean ended;

        Whole(InputStream in, long crc) {
            super(in);
            this.crc = crc;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                sum.update(buffer, offset, n);
            } else if (n < 0) {
                ended = sum.getValue() == crc;
                requireEnded();
            }
            return n;
        }

        /** A parser that has seen the end of a document has asked for what follows. */
        void requireEnded() throws IOException {
            if (!ended) {
                throw new IOException("another checksum, or something follows");
            }
        }
    }
}

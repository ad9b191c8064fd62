package dev.budgetledger.verifier;

/** 一, 二, 三 … up to 九千九百九十九. */
final class ChineseNumber {

    private ChineseNumber() {}

    /** What stands before the thing of a number, from 1. */
    static String numbered(String numbering, int number) {
        return switch (numbering) {
            case "CHINESE" -> of(number) + "、";
            case "CHINESE_BRACKETED" -> "（" + of(number) + "）";
            case "CHINESE_PART" -> "第" + of(number) + "部分 ";
            case "ARABIC" -> number + "、";
            case "ARABIC_POINT" -> number + ".";
            default -> "";
        };
    }

    static String of(int number) {
        StringBuilder text = new StringBuilder();
        String[] places = {"", "十", "百", "千"};
        String digits = Integer.toString(number);
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            text.append(digit == '0' ? "零" : "零一二三四五六七八九".charAt(digit - '0') + places[digits.length() - 1 - i]);
        }
        String written = text.toString().replaceAll("零+", "零").replaceAll("零$", "");
        return number < 20 ? written.replaceFirst("^一十", "十") : written;
    }
}

// Each kernel computes what its twin in plain Go does. AVX2 kernels take 16 values at a time, SSE2 kernels 8.
// Operands stand in the order of Go's assembler: destination last.

#include "textflag.h"

// A pair of inputs of one row by 16 outputs: weights in Y12 and Y13, sums in lo and hi.
#define PAIR(row, at, lo, hi) \
	VPBROADCASTD at(row)(BX*4), Y14 \
	VPMADDWD Y12, Y14, Y15 \
	VPADDD Y15, lo, lo \
	VPMADDWD Y13, Y14, Y14 \
	VPADDD Y14, hi, hi

// 16 sums of one row, shifted and kept between two bounds, as 16 values.
#define BOUND(lo, hi, shift, low, high) \
	VPSRAD shift, lo, lo \
	VPSRAD shift, hi, hi \
	VPACKSSDW hi, lo, lo \
	VPERMQ $0xD8, lo, lo \
	VPMAXSW low, lo, lo \
	VPMINSW high, lo, lo

// 16 sums of one row to out, and on to the next row.
#define GIVE(lo, hi) \
	BOUND(lo, hi, X15, Y14, Y13) \
	VMOVDQU lo, (DI) \
	ADDQ R13, DI

// func multiplySixAVX2(out, in, packed *int16, bias *int32, k *kernel, tiles int)
// Tiles of six rows by 16 outputs: sums in Y0-Y11.
TEXT ·multiplySixAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ in+8(FP), SI
	MOVQ bias+24(FP), CX
	MOVQ k+32(FP), AX
	MOVQ 8(AX), R13
sixTile:
	MOVQ 0(AX), R12
	LEAQ (SI)(R12*1), R8
	LEAQ (SI)(R12*2), R9
	LEAQ (R8)(R12*2), R10
	LEAQ (R9)(R12*2), R11
	LEAQ (R10)(R12*2), R12
	MOVQ packed+16(FP), DX
	VMOVDQU (CX), Y0
	VMOVDQU 32(CX), Y1
	VMOVDQA Y0, Y2
	VMOVDQA Y1, Y3
	VMOVDQA Y0, Y4
	VMOVDQA Y1, Y5
	VMOVDQA Y0, Y6
	VMOVDQA Y1, Y7
	VMOVDQA Y0, Y8
	VMOVDQA Y1, Y9
	VMOVDQA Y0, Y10
	VMOVDQA Y1, Y11
	XORQ BX, BX
sixPair:
	VMOVDQU (DX), Y12
	VMOVDQU 32(DX), Y13
	PAIR(SI, 0, Y0, Y1)
	PAIR(R8, 0, Y2, Y3)
	PAIR(R9, 0, Y4, Y5)
	PAIR(R10, 0, Y6, Y7)
	PAIR(R11, 0, Y8, Y9)
	PAIR(R12, 0, Y10, Y11)
	VMOVDQU 64(DX), Y12
	VMOVDQU 96(DX), Y13
	PAIR(SI, 4, Y0, Y1)
	PAIR(R8, 4, Y2, Y3)
	PAIR(R9, 4, Y4, Y5)
	PAIR(R10, 4, Y6, Y7)
	PAIR(R11, 4, Y8, Y9)
	PAIR(R12, 4, Y10, Y11)
	ADDQ $128, DX
	ADDQ $2, BX
	CMPQ BX, 16(AX)
	JLT sixPair
	VMOVQ 24(AX), X15
	VPBROADCASTW 32(AX), Y14
	VPBROADCASTW 40(AX), Y13
	GIVE(Y0, Y1)
	GIVE(Y2, Y3)
	GIVE(Y4, Y5)
	GIVE(Y6, Y7)
	GIVE(Y8, Y9)
	GIVE(Y10, Y11)
	MOVQ 0(AX), BX
	LEAQ (R12)(BX*1), SI
	DECQ tiles+40(FP)
	JNZ sixTile
	VZEROUPPER
	RET

// func multiplyTwoAVX2(out, in, packed *int16, bias *int32, k *kernel, tiles int)
// Tiles of two rows by 16 outputs: sums in Y0-Y3, of the second pairs in Y4-Y7.
TEXT ·multiplyTwoAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ in+8(FP), SI
	MOVQ bias+24(FP), CX
	MOVQ k+32(FP), AX
	MOVQ 8(AX), R13
twoTile:
	MOVQ 0(AX), R8
	ADDQ SI, R8
	MOVQ packed+16(FP), DX
	VMOVDQU (CX), Y0
	VMOVDQU 32(CX), Y1
	VMOVDQA Y0, Y2
	VMOVDQA Y1, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	XORQ BX, BX
twoPair:
	VMOVDQU (DX), Y12
	VMOVDQU 32(DX), Y13
	PAIR(SI, 0, Y0, Y1)
	PAIR(R8, 0, Y2, Y3)
	VMOVDQU 64(DX), Y12
	VMOVDQU 96(DX), Y13
	PAIR(SI, 4, Y4, Y5)
	PAIR(R8, 4, Y6, Y7)
	ADDQ $128, DX
	ADDQ $2, BX
	CMPQ BX, 16(AX)
	JLT twoPair
	VPADDD Y4, Y0, Y0
	VPADDD Y5, Y1, Y1
	VPADDD Y6, Y2, Y2
	VPADDD Y7, Y3, Y3
	VMOVQ 24(AX), X15
	VPBROADCASTW 32(AX), Y14
	VPBROADCASTW 40(AX), Y13
	GIVE(Y0, Y1)
	GIVE(Y2, Y3)
	MOVQ 0(AX), BX
	LEAQ (R8)(BX*1), SI
	DECQ tiles+40(FP)
	JNZ twoTile
	VZEROUPPER
	RET

// func nonzeroAVX2(list *uint16, in *int16, pairs int, places *[256][8]uint8) int
// Lists the pairs that are not both zero, each by four times its number, and returns how many they are. It writes up to eight numbers more.
TEXT ·nonzeroAVX2(SB), NOSPLIT, $0-40
	MOVQ list+0(FP), DI
	MOVQ in+8(FP), SI
	MOVQ pairs+16(FP), CX
	MOVQ places+24(FP), DX
	SHLQ $2, CX
	XORQ BX, BX
	VPXOR Y1, Y1, Y1
	VPXOR X2, X2, X2
	MOVL $32, AX
	VMOVD AX, X4
	VPBROADCASTW X4, X4
eightPairs:
	VPCMPEQD (SI)(BX*1), Y1, Y0
	VMOVMSKPS Y0, AX
	XORL $0xFF, AX
	VPMOVZXBW (DX)(AX*8), X3
	VPADDW X2, X3, X3
	VMOVDQU X3, (DI)
	POPCNTL AX, AX
	LEAQ (DI)(AX*2), DI
	VPADDW X4, X2, X2
	ADDQ $32, BX
	CMPQ BX, CX
	JLT eightPairs
	SUBQ list+0(FP), DI
	SHRQ $1, DI
	MOVQ DI, ret+32(FP)
	VZEROUPPER
	RET

// The pair of inputs in Y12 by 16 outputs, whose weights begin at weights.
#define LISTED(weights, temporary, lo, other, hi) \
	VPMADDWD (weights)(BX*1), Y12, temporary \
	VPADDD temporary, lo, lo \
	VPMADDWD 32(weights)(BX*1), Y12, other \
	VPADDD other, hi, hi

// func multiplyListedAVX2(out, in, packed *int16, bias *int32, k *kernel, list *uint16, counts *int32, rows int)
// One row by 64 outputs at a time: sums in Y0-Y7. The weights of each 16 outputs stand behind those of the 16 before.
TEXT ·multiplyListedAVX2(SB), NOSPLIT, $0-64
	MOVQ out+0(FP), DI
	MOVQ in+8(FP), SI
	MOVQ packed+16(FP), DX
	MOVQ bias+24(FP), CX
	MOVQ k+32(FP), AX
	MOVQ list+40(FP), R11
	MOVQ counts+48(FP), R10
	MOVQ rows+56(FP), R13
	MOVQ 16(AX), R8
	SHLQ $6, R8
	LEAQ (DX)(R8*1), R12
	LEAQ (DX)(R8*2), R14
	LEAQ (R12)(R8*2), R15
	MOVQ 0(AX), R8
	MOVQ 8(AX), R9
	VMOVQ 24(AX), X11
	VPBROADCASTW 32(AX), Y10
	VPBROADCASTW 40(AX), Y9
listedRow:
	VMOVDQU (CX), Y0
	VMOVDQU 32(CX), Y1
	VMOVDQU 64(CX), Y2
	VMOVDQU 96(CX), Y3
	VMOVDQU 128(CX), Y4
	VMOVDQU 160(CX), Y5
	VMOVDQU 192(CX), Y6
	VMOVDQU 224(CX), Y7
	MOVL (R10), AX
	TESTL AX, AX
	JZ listedDone
listedPair:
	MOVWLZX (R11), BX
	ADDQ $2, R11
	VPBROADCASTD (SI)(BX*1), Y12
	SHLQ $4, BX
	LISTED(DX, Y13, Y0, Y14, Y1)
	LISTED(R12, Y15, Y2, Y13, Y3)
	LISTED(R14, Y14, Y4, Y15, Y5)
	LISTED(R15, Y13, Y6, Y14, Y7)
	DECL AX
	JNZ listedPair
listedDone:
	BOUND(Y0, Y1, X11, Y10, Y9)
	BOUND(Y2, Y3, X11, Y10, Y9)
	BOUND(Y4, Y5, X11, Y10, Y9)
	BOUND(Y6, Y7, X11, Y10, Y9)
	VMOVDQU Y0, (DI)
	VMOVDQU Y2, 32(DI)
	VMOVDQU Y4, 64(DI)
	VMOVDQU Y6, 96(DI)
	ADDQ $4, R10
	ADDQ R8, SI
	ADDQ R9, DI
	DECQ R13
	JNZ listedRow
	VZEROUPPER
	RET

// func multiplySSE2(out, in, packed *int16, bias *int32, k *kernel, rows int)
// One row by 16 outputs at a time: sums in X0-X3.
TEXT ·multiplySSE2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ in+8(FP), SI
	MOVQ bias+24(FP), CX
	MOVQ k+32(FP), AX
	MOVQ rows+40(FP), R13
	MOVQ 0(AX), R8
	MOVQ 8(AX), R9
	MOVQ 16(AX), R10
	MOVQ 24(AX), X15
	MOVQ 32(AX), X14
	PSHUFLW $0, X14, X14
	PSHUFD $0, X14, X14
	MOVQ 40(AX), X13
	PSHUFLW $0, X13, X13
	PSHUFD $0, X13, X13
narrowRow:
	MOVQ packed+16(FP), DX
	MOVOU (CX), X0
	MOVOU 16(CX), X1
	MOVOU 32(CX), X2
	MOVOU 48(CX), X3
	XORQ BX, BX
narrowPair:
	MOVL (SI)(BX*4), R11
	MOVQ R11, X4
	PSHUFD $0, X4, X4
	MOVOU 0(DX), X5
	PMADDWL X4, X5
	PADDL X5, X0
	MOVOU 16(DX), X6
	PMADDWL X4, X6
	PADDL X6, X1
	MOVOU 32(DX), X7
	PMADDWL X4, X7
	PADDL X7, X2
	MOVOU 48(DX), X8
	PMADDWL X4, X8
	PADDL X8, X3
	ADDQ $64, DX
	INCQ BX
	CMPQ BX, R10
	JLT narrowPair
	PSRAL X15, X0
	PSRAL X15, X1
	PSRAL X15, X2
	PSRAL X15, X3
	PACKSSLW X1, X0
	PACKSSLW X3, X2
	PMAXSW X14, X0
	PMINSW X13, X0
	PMAXSW X14, X2
	PMINSW X13, X2
	MOVOU X0, (DI)
	MOVOU X2, 16(DI)
	ADDQ R8, SI
	ADDQ R9, DI
	DECQ R13
	JNZ narrowRow
	RET

// func sumAVX2(dst *int16, parts *[]int16, n, width int)
// 32 values at a time stay in Y0 and Y1 over all parts.
TEXT ·sumAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ parts+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ width+24(FP), R9
	SHRQ $5, R9
	XORQ R8, R8
wideSum:
	MOVQ SI, DX
	MOVQ (DX), AX
	VMOVDQU (AX)(R8*1), Y0
	VMOVDQU 32(AX)(R8*1), Y1
	MOVQ CX, BX
	JMP wideNext
widePart:
	ADDQ $24, DX
	MOVQ (DX), AX
	VPADDSW (AX)(R8*1), Y0, Y0
	VPADDSW 32(AX)(R8*1), Y1, Y1
wideNext:
	DECQ BX
	JNZ widePart
	VMOVDQU Y0, (DI)(R8*1)
	VMOVDQU Y1, 32(DI)(R8*1)
	ADDQ $64, R8
	DECQ R9
	JNZ wideSum
	VZEROUPPER
	RET

// func sumSSE2(dst *int16, parts *[]int16, n, width int)
TEXT ·sumSSE2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ parts+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ width+24(FP), R9
	SHRQ $4, R9
	XORQ R8, R8
narrowSum:
	MOVQ SI, DX
	MOVQ (DX), AX
	MOVOU (AX)(R8*1), X0
	MOVOU 16(AX)(R8*1), X1
	MOVQ CX, BX
	JMP narrowNext
narrowPart:
	ADDQ $24, DX
	MOVQ (DX), AX
	MOVOU (AX)(R8*1), X2
	MOVOU 16(AX)(R8*1), X3
	PADDSW X2, X0
	PADDSW X3, X1
narrowNext:
	DECQ BX
	JNZ narrowPart
	MOVOU X0, (DI)(R8*1)
	MOVOU X1, 16(DI)(R8*1)
	ADDQ $32, R8
	DECQ R9
	JNZ narrowSum
	RET

// func addBytesSSE2(dst *int16, src *byte, blocks int)
// Each byte becomes the upper half of 16 bits, then moves down with its sign.
TEXT ·addBytesSSE2(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ blocks+16(FP), CX
narrowBytes:
	MOVOU (SI), X0
	PXOR X1, X1
	PXOR X2, X2
	PUNPCKLBW X0, X1
	PUNPCKHBW X0, X2
	PSRAW $8, X1
	PSRAW $8, X2
	MOVOU (DI), X3
	MOVOU 16(DI), X4
	PADDSW X3, X1
	PADDSW X4, X2
	MOVOU X1, (DI)
	MOVOU X2, 16(DI)
	ADDQ $16, SI
	ADDQ $32, DI
	DECQ CX
	JNZ narrowBytes
	RET

// func addRowsAVX2(dst *int16, table *byte, rows *int32, n, width int)
// 32 values at a time stay in Y0 and Y1 over all rows, so that rows which are not in the caches are waited for together.
TEXT ·addRowsAVX2(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ table+8(FP), SI
	MOVQ rows+16(FP), DX
	MOVQ n+24(FP), CX
	MOVQ width+32(FP), R8
	MOVQ R8, R9
	SHRQ $5, R9
wideRows:
	VMOVDQU (DI), Y0
	VMOVDQU 32(DI), Y1
	XORQ BX, BX
wideRow:
	MOVLQSX (DX)(BX*4), AX
	IMULQ R8, AX
	VPMOVSXBW (SI)(AX*1), Y2
	VPMOVSXBW 16(SI)(AX*1), Y3
	VPADDSW Y2, Y0, Y0
	VPADDSW Y3, Y1, Y1
	INCQ BX
	CMPQ BX, CX
	JLT wideRow
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	ADDQ $64, DI
	ADDQ $32, SI
	DECQ R9
	JNZ wideRows
	VZEROUPPER
	RET

// func addRectifiedAVX2(dst, a, b *int16, blocks int)
TEXT ·addRectifiedAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	MOVQ blocks+24(FP), CX
	VPXOR Y1, Y1, Y1
wideRectify:
	VMOVDQU (SI), Y0
	VPADDSW (DX), Y0, Y0
	VPMAXSW Y1, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	DECQ CX
	JNZ wideRectify
	VZEROUPPER
	RET

// func addRectifiedSSE2(dst, a, b *int16, blocks int)
TEXT ·addRectifiedSSE2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	MOVQ blocks+24(FP), CX
	PXOR X4, X4
narrowRectify:
	MOVOU (SI), X0
	MOVOU 16(SI), X1
	MOVOU (DX), X2
	MOVOU 16(DX), X3
	PADDSW X2, X0
	PADDSW X3, X1
	PMAXSW X4, X0
	PMAXSW X4, X1
	MOVOU X0, (DI)
	MOVOU X1, 16(DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	DECQ CX
	JNZ narrowRectify
	RET

// func dotsAVX2(out *int32, a, b *int16, n, blocks int)
TEXT ·dotsAVX2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	MOVQ n+24(FP), CX
	MOVQ blocks+32(FP), R8
wideDot:
	VPXOR Y0, Y0, Y0
	MOVQ SI, AX
	MOVQ R8, BX
wideTerm:
	VMOVDQU (AX), Y1
	VPMADDWD (DX), Y1, Y1
	VPADDD Y1, Y0, Y0
	ADDQ $32, AX
	ADDQ $32, DX
	DECQ BX
	JNZ wideTerm
	VEXTRACTI128 $1, Y0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0x4E, X0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VPADDD X1, X0, X0
	VMOVD X0, (DI)
	ADDQ $4, DI
	DECQ CX
	JNZ wideDot
	VZEROUPPER
	RET

// func dotsSSE2(out *int32, a, b *int16, n, blocks int)
TEXT ·dotsSSE2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	MOVQ n+24(FP), CX
	MOVQ blocks+32(FP), R8
narrowDot:
	PXOR X0, X0
	MOVQ SI, AX
	MOVQ R8, BX
narrowTerm:
	MOVOU (AX), X1
	MOVOU 16(AX), X2
	MOVOU (DX), X3
	MOVOU 16(DX), X4
	PMADDWL X3, X1
	PMADDWL X4, X2
	PADDL X1, X0
	PADDL X2, X0
	ADDQ $32, AX
	ADDQ $32, DX
	DECQ BX
	JNZ narrowTerm
	PSHUFD $0x4E, X0, X1
	PADDL X1, X0
	PSHUFD $0xB1, X0, X1
	PADDL X1, X0
	MOVQ X0, AX
	MOVL AX, (DI)
	ADDQ $4, DI
	DECQ CX
	JNZ narrowDot
	RET

// Clamps of the recurrence, each over the full width: 8191 and -8191 for candidates, 4096 and -4096 for gates; and 16384.

DATA most<>+0(SB)/8, $0x1fff1fff1fff1fff
DATA most<>+8(SB)/8, $0x1fff1fff1fff1fff
DATA most<>+16(SB)/8, $0x1fff1fff1fff1fff
DATA most<>+24(SB)/8, $0x1fff1fff1fff1fff
GLOBL most<>(SB), RODATA|NOPTR, $32
DATA least<>+0(SB)/8, $0xe001e001e001e001
DATA least<>+8(SB)/8, $0xe001e001e001e001
DATA least<>+16(SB)/8, $0xe001e001e001e001
DATA least<>+24(SB)/8, $0xe001e001e001e001
GLOBL least<>(SB), RODATA|NOPTR, $32
DATA open<>+0(SB)/8, $0x1000100010001000
DATA open<>+8(SB)/8, $0x1000100010001000
DATA open<>+16(SB)/8, $0x1000100010001000
DATA open<>+24(SB)/8, $0x1000100010001000
GLOBL open<>(SB), RODATA|NOPTR, $32
DATA shut<>+0(SB)/8, $0xf000f000f000f000
DATA shut<>+8(SB)/8, $0xf000f000f000f000
DATA shut<>+16(SB)/8, $0xf000f000f000f000
DATA shut<>+24(SB)/8, $0xf000f000f000f000
GLOBL shut<>(SB), RODATA|NOPTR, $32
DATA half<>+0(SB)/8, $0x4000400040004000
DATA half<>+8(SB)/8, $0x4000400040004000
DATA half<>+16(SB)/8, $0x4000400040004000
DATA half<>+24(SB)/8, $0x4000400040004000
GLOBL half<>(SB), RODATA|NOPTR, $32

// func recurAVX2(out, residual, candidate, keep *int16, p *steps)
// The state stays in Y0 from row to row.
TEXT ·recurAVX2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ residual+8(FP), SI
	MOVQ candidate+16(FP), DX
	MOVQ keep+24(FP), BX
	MOVQ p+32(FP), AX
	MOVQ 0(AX), CX
	MOVQ 8(AX), R8
	MOVQ 16(AX), R9
	VMOVDQU most<>(SB), Y8
	VMOVDQU least<>(SB), Y9
	VMOVDQU open<>(SB), Y10
	VMOVDQU shut<>(SB), Y11
	VMOVDQU half<>(SB), Y12
	VPXOR Y0, Y0, Y0
wideStep:
	VPMINSW (DX), Y8, Y1
	VPMAXSW Y9, Y1, Y1
	VPSLLW $1, Y1, Y1
	VPMINSW (BX), Y10, Y2
	VPMAXSW Y11, Y2, Y2
	VPSLLW $2, Y2, Y2
	VPADDSW Y12, Y2, Y2
	VPSUBW Y1, Y0, Y0
	VPMULHW Y2, Y0, Y0
	VPSLLW $1, Y0, Y0
	VPADDW Y1, Y0, Y0
	VPSRAW $1, Y0, Y3
	VPADDSW (SI), Y3, Y3
	VMOVDQU Y3, (DI)
	ADDQ R8, DX
	ADDQ R8, BX
	ADDQ R9, SI
	ADDQ R9, DI
	DECQ CX
	JNZ wideStep
	VZEROUPPER
	RET

// func recurSSE2(out, residual, candidate, keep *int16, p *steps)
TEXT ·recurSSE2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ residual+8(FP), SI
	MOVQ candidate+16(FP), DX
	MOVQ keep+24(FP), BX
	MOVQ p+32(FP), AX
	MOVQ 0(AX), CX
	MOVQ 8(AX), R8
	MOVQ 16(AX), R9
	MOVOU most<>(SB), X8
	MOVOU least<>(SB), X9
	MOVOU open<>(SB), X10
	MOVOU shut<>(SB), X11
	MOVOU half<>(SB), X12
	PXOR X0, X0
narrowStep:
	MOVOU (DX), X1
	PMINSW X8, X1
	PMAXSW X9, X1
	PSLLW $1, X1
	MOVOU (BX), X2
	PMINSW X10, X2
	PMAXSW X11, X2
	PSLLW $2, X2
	PADDSW X12, X2
	PSUBW X1, X0
	PMULHW X2, X0
	PSLLW $1, X0
	PADDW X1, X0
	MOVO X0, X3
	PSRAW $1, X3
	MOVOU (SI), X4
	PADDSW X4, X3
	MOVOU X3, (DI)
	ADDQ R8, DX
	ADDQ R8, BX
	ADDQ R9, SI
	ADDQ R9, DI
	DECQ CX
	JNZ narrowStep
	RET

// The element of a in Y10 by 16 columns of b, which are in Y8 and Y9.
#define PRODUCTS(lo, hi) \
	VMULPS Y8, Y10, Y11 \
	VMULPS Y9, Y10, Y12 \
	VADDPS Y11, lo, lo \
	VADDPS Y12, hi, hi

// The sums of one row added to c, and on to the next row.
#define ADDROW(lo, hi) \
	VADDPS (DI), lo, lo \
	VADDPS 32(DI), hi, hi \
	VMOVUPS lo, (DI) \
	VMOVUPS hi, 32(DI) \
	ADDQ R8, DI

// func multiplyTileAVX(c, a, b *float32, t *tile)
// Four rows by 16 columns: sums in Y0-Y7, added to c at the end.
TEXT ·multiplyTileAVX(SB), NOSPLIT, $0-32
	MOVQ c+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	MOVQ t+24(FP), AX
	MOVQ 0(AX), R8
	MOVQ 8(AX), R9
	MOVQ 16(AX), R10
	MOVQ 24(AX), CX
	LEAQ (R9)(R9*2), R11
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
wideColumn:
	VMOVUPS (DX), Y8
	VMOVUPS 32(DX), Y9
	VBROADCASTSS (SI), Y10
	PRODUCTS(Y0, Y1)
	VBROADCASTSS (SI)(R9*1), Y10
	PRODUCTS(Y2, Y3)
	VBROADCASTSS (SI)(R9*2), Y10
	PRODUCTS(Y4, Y5)
	VBROADCASTSS (SI)(R11*1), Y10
	PRODUCTS(Y6, Y7)
	ADDQ $64, DX
	ADDQ R10, SI
	DECQ CX
	JNZ wideColumn
	ADDROW(Y0, Y1)
	ADDROW(Y2, Y3)
	ADDROW(Y4, Y5)
	ADDROW(Y6, Y7)
	VZEROUPPER
	RET

// func multiplyTileSSE(c, a, b *float32, t *tile)
// One row by 16 columns, four times.
TEXT ·multiplyTileSSE(SB), NOSPLIT, $0-32
	MOVQ c+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ t+24(FP), AX
	MOVQ 0(AX), R8
	MOVQ 8(AX), R9
	MOVQ 16(AX), R10
	MOVQ $4, R11
narrowFloatRow:
	MOVQ b+16(FP), DX
	MOVQ 24(AX), CX
	MOVQ SI, BX
	XORPS X0, X0
	XORPS X1, X1
	XORPS X2, X2
	XORPS X3, X3
narrowColumn:
	MOVSS (BX), X4
	SHUFPS $0, X4, X4
	MOVUPS 0(DX), X5
	MULPS X4, X5
	ADDPS X5, X0
	MOVUPS 16(DX), X5
	MULPS X4, X5
	ADDPS X5, X1
	MOVUPS 32(DX), X5
	MULPS X4, X5
	ADDPS X5, X2
	MOVUPS 48(DX), X5
	MULPS X4, X5
	ADDPS X5, X3
	ADDQ $64, DX
	ADDQ R10, BX
	DECQ CX
	JNZ narrowColumn
	MOVUPS 0(DI), X5
	ADDPS X5, X0
	MOVUPS X0, 0(DI)
	MOVUPS 16(DI), X5
	ADDPS X5, X1
	MOVUPS X1, 16(DI)
	MOVUPS 32(DI), X5
	ADDPS X5, X2
	MOVUPS X2, 32(DI)
	MOVUPS 48(DI), X5
	ADDPS X5, X3
	MOVUPS X3, 48(DI)
	ADDQ R9, SI
	ADDQ R8, DI
	DECQ R11
	JNZ narrowFloatRow
	RET

// func adamStepAVX(values, gradient, mean, square *float32, blocks int, a *Adam)
TEXT ·adamStepAVX(SB), NOSPLIT, $0-48
	MOVQ values+0(FP), DI
	MOVQ gradient+8(FP), SI
	MOVQ mean+16(FP), DX
	MOVQ square+24(FP), BX
	MOVQ blocks+32(FP), CX
	MOVQ a+40(FP), AX
	VBROADCASTSS 0(AX), Y10
	VBROADCASTSS 4(AX), Y11
	VBROADCASTSS 8(AX), Y12
	VBROADCASTSS 12(AX), Y13
	VBROADCASTSS 16(AX), Y14
	VBROADCASTSS 20(AX), Y15
adamBlock:
	VMOVUPS (SI), Y0
	VMULPS (DX), Y10, Y1
	VMULPS Y11, Y0, Y2
	VADDPS Y2, Y1, Y1
	VMOVUPS Y1, (DX)
	VMULPS (BX), Y12, Y3
	VMULPS Y13, Y0, Y4
	VMULPS Y0, Y4, Y4
	VADDPS Y4, Y3, Y3
	VMOVUPS Y3, (BX)
	VSQRTPS Y3, Y3
	VADDPS Y15, Y3, Y3
	VMULPS Y14, Y1, Y1
	VDIVPS Y3, Y1, Y1
	VMOVUPS (DI), Y5
	VSUBPS Y1, Y5, Y5
	VMOVUPS Y5, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, BX
	DECQ CX
	JNZ adamBlock
	VZEROUPPER
	RET

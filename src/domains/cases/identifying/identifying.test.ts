import { describe, expect, test } from 'vitest'
import { findIdentifying } from './index.ts'

const kinds = (text: string): string[] => findIdentifying(text).map(({ kind, excerpt }) => `${kind}: ${excerpt}`)

describe('what tells who it is, as people really write it', () => {
  test.each([
    ['Bệnh nhân Nguyễn Thị Lan, 65 tuổi, vào viện vì đau hạ sườn phải.', ['name: Nguyễn Thị Lan']],
    ['BN NGUYỄN VĂN HÙNG nam 54 tuổi', ['name: NGUYỄN VĂN HÙNG']],
    ['Ca lâm sàng: Tran Van Binh, tiền sử viêm gan B.', ['name: Tran Van Binh']],
    ['Bệnh nhân Hoa đau đầu 3 ngày.', ['name: Hoa']],
    ['Hỏi bệnh qua chị Mai (con gái).', ['name: Mai']],
    ['Cao Thị Bích, 71 tuổi', ['name: Cao Thị Bích']],
    ['BN N.T.L, nữ, 45 tuổi', ['name: N.T.L']],
    ['Mr. Smith was admitted with haematemesis.', ['name: Smith']],
    ['The patient, Mary Johnson, had a ruptured aneurysm.', ['name: Mary Johnson']],
    ['김OO님은 3개월 전부터 두통을 호소하였다.', ['name: 김OO']],
    ['환자 김철수는 간세포암으로 내원하였다.', ['name: 김철수']],
    ['홍길동 씨, 58세 남자', ['name: 홍길동']],
    ['박영희(여, 62세) 우측 중대뇌동맥 폐색', ['name: 박영희']],
    ['환자명: 이순신', ['name: 이순신']],
  ])('names: %s', (text, wanted) => expect(kinds(text)).toEqual(wanted))

  test.each([
    ['Vào viện ngày 12/03/2024, mổ ngày 15/3.', ['date: ngày 12/03/2024', 'date: ngày 15/3']],
    ['Nhập viện ngày 5 tháng 3 năm 2024', ['date: ngày 5 tháng 3 năm 2024']],
    ['CT on 5 March 2024 and March 12, 2024', ['date: 5 March 2024', 'date: March 12, 2024']],
    ['2024-03-05 시행한 CT', ['date: 2024-03-05']],
    ['2024년 3월 5일 내원, 3월 7일 시술', ['date: 2024년 3월 5일', 'date: 3월 7일']],
    ['Phát hiện u gan từ tháng 6/2023.', ['date: tháng 6/2023']],
    ['Bệnh nhân sinh năm 1956', ['date: sinh năm 1956']],
    ['1956년생 남자', ['date: 1956년생']],
    ['Cụ ông 92 tuổi', ['age: 92 tuổi']],
    ['A 93-year-old woman', ['age: 93-year-old']],
    ['95세 여자 환자', ['age: 95세']],
  ])('dates and great ages: %s', (text, wanted) => expect(kinds(text)).toEqual(wanted))

  test.each([
    ['CCCD 001056012345', ['id: 001056012345']],
    ['Số 001 056 012 345 cấp tại Hà Nội', ['id: 001 056 012 345']],
    ['Thẻ BHYT GD4010123456789', ['id: GD4010123456789']],
    ['CMND: 012345678', ['id: 012345678']],
    ['주민번호 560312-1234567', ['id: 560312-1234567']],
    ['5603121234567', ['id: 5603121234567']],
    ['Mã bệnh nhân: 24-0012345', ['record: 24-0012345']],
    ['BN 2401234 được chụp lại', ['record: BN 2401234']],
    ['MRN 0045678', ['record: 0045678']],
    ['등록번호: 12345678', ['record: 12345678']],
    ['Số lưu trữ 20240312077', ['record: 20240312077']],
  ])('numbers: %s', (text, wanted) => expect(kinds(text)).toEqual(wanted))

  test.each([
    ['Liên hệ con trai 0912 345 678', ['phone: 0912 345 678']],
    ['ĐT: 024.3869.3731', ['phone: 024.3869.3731']],
    ['+84 912-345-678', ['phone: +84 912-345-678']],
    ['연락처 010-1234-5678', ['phone: 010-1234-5678']],
    ['call +1 (202) 555-0143', ['phone: +1 (202) 555-0143']],
    ['gửi về lan.nguyen@benhvien.vn', ['email: lan.nguyen@benhvien.vn']],
    ['Nhà ở thôn Tân Lập, xã Kim Phú', ['address: thôn Tân Lập', 'address: xã Kim Phú']],
    ['số 12 đường Trường Chinh', ['address: số 12 đường Trường Chinh']],
    ['서울시 강남구 역삼동 거주', ['address: 서울시 강남구 역삼동']],
    ['lives at 221 Baker Street', ['address: 221 Baker Street']],
  ])('where they are reached: %s', (text, wanted) => expect(kinds(text)).toEqual(wanted))
})

describe('what reports are full of, and tells nobody', () => {
  test.each([
    'Bệnh nhân nam, 65 tuổi, tiền sử viêm gan B mạn, xơ gan Child-Pugh A, BCLC B.',
    'Bệnh nhân Nam 65 tuổi. Bệnh nhân Child-Pugh B7. BN THA, ĐTĐ type 2.',
    'Khối HPT VI kích thước 45 x 38 x 40 mm, ngấm thuốc mạnh thì động mạch, thải thuốc thì tĩnh mạch (LI-RADS 5).',
    'AFP 1250000 ng/mL, PIVKA-II 3500 mAU/mL, tiểu cầu 150000/mm3, bilirubin 1,2 mg/dL.',
    'Chọc động mạch đùi chung phải theo Seldinger, đặt sheath 6F, guidewire 0.035 inch, microcatheter Progreat 2.7F.',
    'Nút bằng 50 mg doxorubicin trộn 10 ml Lipiodol, sau đó hạt Embosphere 300-500 µm.',
    'Theo dõi sau 1/3/6/12 tháng: mRECIST CR. Chụp lại sau 3/6/12 tháng.',
    'NIHSS 16, ASPECTS 8, TICI 2b sau 2 lần lấy huyết khối bằng Solitaire X 4x40, cửa sổ 3 giờ 20 phút.',
    'Đặt stent chuyển dòng Pipeline Flex 4.25 x 20 mm, túi phình 12 x 10 mm, cổ 5 mm; mRS 0 sau 90 ngày.',
    'Ca này do BS. Nguyễn Văn An và TS Trần Minh Hải thực hiện tại Bệnh viện đa khoa huyện Na Hang, tỉnh Tuyên Quang.',
    'Phân loại Borden II, Cognard IIa+b; hội chứng Budd-Chiari; dấu hiệu Murphy dương tính.',
    'Huyết áp 120/80 mmHg, mạch 88 lần/phút, ECOG 1/2, T2N0M0.',
    'Bệnh viện Bạch Mai, Hà Nội; Đại học Y Hà Nội; Quảng Ninh, Cao Bằng, Thái Nguyên.',
    'Đường mật trong gan giãn. Phân thùy trước giãn nhiều. Đường kính 12 mm. Đỗ thuốc tốt.',
    'Ngày thứ 3 sau can thiệp bệnh nhân ổn định; ngày 5 ra viện.',
    'A 65-year-old man with hepatitis B and a 4.5 x 3.8 cm tumour in segment VI; Milan criteria exceeded.',
    'Grade according to Spetzler-Martin III; Hunt and Hess 2; WFNS 1; Raymond-Roy class I.',
    'Cobra C2 5F over a 0.035" Terumo wire; Onyx 18 was injected for 12 min; 3/4 of the nidus closed.',
    'Khalilzadeh O, et al. J Vasc Interv Radiol 2017; 28: 1432-1437. PMID: 28757285. doi:10.1016/j.jvir.2017.06.019',
    'https://doi.org/10.1148/radiol.2023221234567',
    '65세 남자 환자로 B형 간염 보균자이며 간경변(Child-Pugh A)으로 추적 관찰 중이었다.',
    '이전 환자들과 달리 고혈압 환자에서 우측 중대뇌동맥 M1 폐색이 확인되었다. 이식 환자, 유방암 환자, 한국인 환자.',
    '우측 대퇴동맥을 천자하여 5F 유도초를 삽입하고 2.0F 미세도관으로 초선택하였다. 3개월 5일 후 추적 CT.',
    '독소루비신 50 mg과 리피오돌 8 mL를 주입한 후 다시 운동 능력을 평가하였다. 서울대학교병원에서 시행하였다.',
    '스텐트 리트리버(Solitaire 4×40 mm)로 2회 시도하여 mTICI 3 재개통을 얻었다.',
    'Vô cảm tại chỗ bằng lidocain 2%. Vũ trụ? Không: vú trái. Dương tính với HBsAg.',
    'Số lượng 12, dài 15 cm, cỡ 0.018, 0.014; áp lực 8-10-12 atm; liều 1.5-2.0-2.5 Gy.',
  ])('%s', (text) => expect(kinds(text)).toEqual([]))
})

test('any text ends quickly and its offsets are those of the excerpt', () => {
  const hostile = [
    'a@'.repeat(20_000),
    '0912345678 '.repeat(2_000),
    'Nguyễn '.repeat(3_000),
    '1/'.repeat(10_000),
    '김'.repeat(20_000),
  ]
  for (const text of hostile) {
    const started = performance.now()
    for (const { start, excerpt } of findIdentifying(text)) expect(text.startsWith(excerpt, start)).toBe(true)
    expect(performance.now() - started).toBeLessThan(5_000)
  }
})

import { counted, type DemoDiscussion } from './content.ts'

const NORTH = 'Bệnh viện Đa khoa Minh hoạ miền Bắc'
const COAST = 'Bệnh viện Đa khoa Minh hoạ miền Trung'

/** After the talk on stroke and aneurysm: what provincial physicians would ask, all of it made up. */
export const tuyenQuangDiscussion: DemoDiscussion = {
  slug: 'tuyen-quang-2025',
  kind: 'session',
  title: 'Stroke, cerebral aneurysm and oncology intervention',
  at: Date.UTC(2025, 11, 20, 3, 40),
  questions: [
    {
      lang: 'vi',
      body: 'Tuyến tỉnh chỉ có DSA một bình diện thì có nên triển khai lấy huyết khối cơ học không, hay tiêu sợi huyết xong là chuyển tuyến ngay?',
      shown: 'facility',
      facility: NORTH,
      votes: 27,
      pinned: true,
      state: 'answered',
      again: 'Máy một bình diện có làm thrombectomy được không ạ, hay phải chờ máy hai bình diện?',
      answers: [
        {
          by: 0,
          lang: 'vi',
          body: 'Một bình diện vẫn làm được nếu ê-kíp quen tay, chỉ tốn thêm thời gian xoay góc. Điều quyết định là thời gian vận chuyển: nếu đường đến trung tâm gần nhất còn dài thì nên lấy huyết khối tại chỗ, với điều kiện có ê-kíp trực 24/7 đã được đào tạo có giám sát. Không chờ xem tiêu sợi huyết có đáp ứng hay không rồi mới gọi ê-kíp hoặc gọi xe.',
        },
        {
          by: 2,
          lang: 'en',
          body: 'Agreed. Audit door-to-groin and groin-to-reperfusion from the first case on; a new centre that knows its own times improves faster than one with a second plane.',
        },
      ],
    },
    {
      lang: 'vi',
      body: 'Tắc động mạch thân nền đến sau 12 giờ, NIHSS 18, pc-ASPECTS 7: có lấy huyết khối không và khi nào thì nên dừng?',
      shown: 'name',
      name: 'Lò Minh Hoạ Thu',
      facility: NORTH,
      votes: 19,
      slide: 24,
      state: 'answered',
      answers: [
        {
          by: 1,
          lang: 'vi',
          body: 'Có: còn trong khoảng 6–24 giờ mà thử nghiệm BAOCHE đã nghiên cứu, và hình ảnh ban đầu chưa tổn thương rộng. Tôi dừng sau ba lần lấy mà dòng chảy không cải thiện, hoặc khi hình ảnh đã tổn thương thân não hai bên lan rộng. Nếu huyết khối lấy ra ít mà mạch tắc lại ngay thì nghĩ đến hẹp do xơ vữa, tính nong bóng hoặc đặt stent cứu vãn sớm.',
        },
      ],
    },
    {
      lang: 'en',
      body: 'Wide-necked ruptured aneurysm: do you accept stent-assisted coiling with a loading dose of dual antiplatelets in the acute phase, or balloon remodelling first and the rest in a second stage?',
      shown: 'anonymous',
      votes: 15,
      slide: 31,
      state: 'answered',
      answers: [
        {
          by: 0,
          lang: 'en',
          body: 'Balloon remodelling, or coiling that protects the dome, and a stent or flow diverter four to six weeks later. In the acute phase a stent only where nothing else holds, and after the ventricular drain is in: a drain placed under dual antiplatelets bleeds.',
        },
      ],
    },
    {
      lang: 'vi',
      body: 'Sau đặt stent chuyển dòng, lịch chụp kiểm tra thế nào và khi nào thì dừng được clopidogrel?',
      shown: 'facility',
      facility: COAST,
      votes: 12,
      state: 'answered',
      answers: [
        {
          by: 1,
          lang: 'vi',
          body: 'Chúng tôi chụp DSA hoặc CLVT mạch lúc 6 và 12 tháng, sau đó cộng hưởng từ mạch hằng năm. Kháng kết tập tiểu cầu kép ít nhất 6 tháng; chỉ dừng clopidogrel khi túi phình đã tắc và không có hẹp trong stent, aspirin thì duy trì. Nghi không đáp ứng clopidogrel thì đổi thuốc trước thủ thuật, không đợi đến khi có huyết khối.',
        },
      ],
    },
    {
      lang: 'vi',
      body: 'Dị dạng động tĩnh mạch não vỡ: ở tỉnh nên dừng lại sau khi nút phình trong ổ dị dạng, hay cố nút triệt để trong một lần?',
      shown: 'anonymous',
      votes: 9,
      state: 'later',
      answers: [
        {
          by: 2,
          lang: 'vi',
          body: 'Trả lời thêm sau hội nghị: mục tiêu ở thì cấp cứu là loại bỏ điểm vỡ, tức phình trong ổ hoặc phình trên cuống nuôi. Với ổ lớn không cố nút triệt để trong một lần; chia nhiều thì, và hội chẩn với phẫu thuật, xạ phẫu trước thì kế tiếp.',
        },
      ],
    },
    {
      lang: 'vi',
      body: 'Ê-kíp tỉnh cần bao nhiêu ca có người kèm trước khi tự trực độc lập?',
      shown: 'facility',
      facility: NORTH,
      votes: 7,
    },
  ],
  polls: [
    {
      kind: 'single',
      lang: 'vi',
      title: 'Bệnh viện của quý vị có ê-kíp can thiệp đột quỵ trực 24/7 không?',
      options: ['Có, đủ 24/7', 'Chỉ trong giờ hành chính', 'Đang chuẩn bị', 'Chưa có'],
      ballots: counted(9, 14, 8, 5),
      state: 'closed',
    },
    {
      kind: 'scale',
      lang: 'vi',
      title: 'Quý vị tự tin đến mức nào khi phải lấy huyết khối cơ học vào ban đêm?',
      options: ['Chưa tự tin', 'Rất tự tin'],
      ballots: counted(3, 7, 12, 8, 4),
      state: 'closed',
    },
  ],
}
